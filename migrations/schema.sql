-- Written by `npm run schema` from the catalogue of a migrated schema. Not to be edited.

create sequence booking_sessions;

create table audit_log (
  id bigint generated always as identity not null,
  at timestamp with time zone not null,
  actor_kind text not null,
  actor_id bigint,
  action text not null,
  entity text not null,
  entity_id bigint,
  before jsonb,
  after jsonb,
  origin text,
  batch_id bigint,
  constraint audit_log_pkey PRIMARY KEY (id),
  constraint audit_log_actor_kind_check CHECK (actor_kind = ANY (ARRAY['client'::text, 'staff'::text, 'system'::text, 'operator'::text]))
);

create table blocked_slots (
  id bigint generated always as identity not null,
  staff_id bigint,
  during tstzrange not null,
  reason text,
  blocked_by bigint,
  created_at timestamp with time zone not null,
  lifted_at timestamp with time zone,
  version integer default 1 not null,
  constraint blocked_slots_pkey PRIMARY KEY (id),
  constraint blocked_slots_during_check CHECK (NOT isempty(during) AND lower(during) IS NOT NULL AND upper(during) IS NOT NULL)
);

create table bookings (
  id bigint generated always as identity not null,
  user_id bigint not null,
  service_id bigint not null,
  staff_id bigint not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  busy tstzrange not null,
  session_id bigint default nextval('booking_sessions'::regclass) not null,
  seat integer default 1 not null,
  status text not null,
  pending_for text,
  visit_id bigint not null,
  series_id bigint,
  guest_name text,
  price_minor bigint,
  duration_min integer not null,
  client_comment text,
  attendance_confirmed_at timestamp with time zone,
  arrived_at timestamp with time zone,
  source text not null,
  cancelled_at timestamp with time zone,
  cancelled_by text,
  cancel_reason text,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint bookings_pkey PRIMARY KEY (id),
  constraint bookings_busy_check CHECK (isempty(busy) OR busy @> tstzrange(starts_at, ends_at) AND lower(busy) IS NOT NULL AND upper(busy) IS NOT NULL),
  constraint bookings_cancelled_by_check CHECK (cancelled_by = ANY (ARRAY['client'::text, 'admin'::text, 'system'::text])),
  constraint bookings_cancelled_check CHECK (num_nonnulls(cancelled_at, cancelled_by) = CASE status WHEN 'cancelled'::text THEN 2 ELSE 0 END),
  constraint bookings_duration_check CHECK (duration_min >= 5 AND duration_min <= 720),
  constraint bookings_no_overlap EXCLUDE USING gist (staff_id WITH =, session_id WITH <>, busy WITH &&) WHERE (status = ANY (ARRAY['pending'::text, 'confirmed'::text])),
  constraint bookings_pending_check CHECK (status <> 'pending'::text OR pending_for IS NOT NULL),
  constraint bookings_pending_for_check CHECK (pending_for = ANY (ARRAY['approval'::text, 'offer'::text])),
  constraint bookings_price_check CHECK (price_minor >= 0),
  constraint bookings_seat_check CHECK (seat >= 1 AND seat <= 100),
  constraint bookings_source_check CHECK (source = ANY (ARRAY['client'::text, 'admin'::text, 'waitlist'::text, 'import'::text])),
  constraint bookings_status_check CHECK (status = ANY (ARRAY['pending'::text, 'confirmed'::text, 'completed'::text, 'no_show'::text, 'cancelled'::text])),
  constraint bookings_times_check CHECK (ends_at > starts_at)
);

create table feedback (
  id bigint generated always as identity not null,
  visit_id bigint not null,
  booking_id bigint not null,
  user_id bigint not null,
  rating smallint not null,
  comment text,
  reply text,
  created_at timestamp with time zone not null,
  constraint feedback_pkey PRIMARY KEY (id),
  constraint feedback_rating_check CHECK (rating >= 1 AND rating <= 5)
);

create table schedule_rules (
  id bigint generated always as identity not null,
  staff_id bigint,
  kind text not null,
  weekday smallint,
  date date,
  opens time(0) without time zone,
  closes time(0) without time zone,
  closed boolean default false not null,
  valid_from date,
  valid_to date,
  reason text,
  constraint schedule_rules_pkey PRIMARY KEY (id),
  constraint schedule_rules_closed_check CHECK (kind = 'open'::text OR NOT closed),
  constraint schedule_rules_day_check CHECK (num_nonnulls(weekday, date) = 1),
  constraint schedule_rules_hours_check CHECK (num_nonnulls(opens, closes) = CASE WHEN closed THEN 0 ELSE 2 END),
  constraint schedule_rules_kind_check CHECK (kind = ANY (ARRAY['open'::text, 'break'::text])),
  constraint schedule_rules_opens_check CHECK (opens < '24:00:00'::time without time zone),
  constraint schedule_rules_validity_check CHECK (valid_to >= valid_from AND (date IS NULL OR num_nonnulls(valid_from, valid_to) = 0)),
  constraint schedule_rules_weekday_check CHECK (weekday >= 1 AND weekday <= 7)
);

create table services (
  id bigint generated always as identity not null,
  category text,
  name text not null,
  description text,
  photo_file_id text,
  emoji text,
  duration_min integer not null,
  buffer_before_min integer default 0 not null,
  buffer_after_min integer default 0 not null,
  slot_interval_min integer,
  price_minor bigint,
  capacity integer default 1 not null,
  min_notice_min integer,
  cancellation_hours integer,
  sort_order integer default 0 not null,
  active boolean default true not null,
  archived_at timestamp with time zone,
  version integer default 1 not null,
  constraint services_pkey PRIMARY KEY (id),
  constraint services_archived_check CHECK (archived_at IS NULL OR NOT active),
  constraint services_buffer_after_check CHECK (buffer_after_min >= 0 AND buffer_after_min <= 240),
  constraint services_buffer_before_check CHECK (buffer_before_min >= 0 AND buffer_before_min <= 240),
  constraint services_cancellation_check CHECK (cancellation_hours >= 0),
  constraint services_capacity_check CHECK (capacity >= 1 AND capacity <= 100),
  constraint services_description_check CHECK (char_length(description) <= 500),
  constraint services_duration_check CHECK (duration_min >= 5 AND duration_min <= 720),
  constraint services_min_notice_check CHECK (min_notice_min >= 0),
  constraint services_name_check CHECK (char_length(name) >= 3 AND char_length(name) <= 100),
  constraint services_price_check CHECK (price_minor >= 0),
  constraint services_slot_interval_check CHECK (slot_interval_min >= 5 AND slot_interval_min <= 240)
);

create table settings (
  key text not null,
  value jsonb not null,
  version integer default 1 not null,
  updated_by bigint,
  updated_at timestamp with time zone not null,
  constraint settings_pkey PRIMARY KEY (key)
);

create table staff (
  id bigint generated always as identity not null,
  telegram_id bigint,
  name text not null,
  role text not null,
  bookable boolean default false not null,
  bio text,
  photo_file_id text,
  locale text,
  notices jsonb default '{}'::jsonb not null,
  link_nonce text,
  sort_order integer default 0 not null,
  added_by bigint,
  added_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  version integer default 1 not null,
  constraint staff_pkey PRIMARY KEY (id),
  constraint staff_locale_check CHECK (locale = ANY (ARRAY['ru'::text, 'en'::text])),
  constraint staff_name_check CHECK (name <> ''::text),
  constraint staff_role_check CHECK (role = ANY (ARRAY['super_admin'::text, 'moderator'::text, 'specialist'::text, 'none'::text])),
  constraint staff_telegram_id_check CHECK (telegram_id > 0)
);

create table staff_services (
  staff_id bigint not null,
  service_id bigint not null,
  price_minor bigint,
  duration_min integer,
  constraint staff_services_pkey PRIMARY KEY (staff_id, service_id),
  constraint staff_services_duration_check CHECK (duration_min >= 5 AND duration_min <= 720),
  constraint staff_services_price_check CHECK (price_minor >= 0)
);

create table tasks (
  id bigint generated always as identity not null,
  kind text not null,
  dedup_key text collate "C" not null,
  due_at timestamp with time zone not null,
  status text default 'pending'::text not null,
  booking_id bigint,
  booking_version integer,
  user_id bigint,
  staff_id bigint,
  parent_id bigint,
  payload jsonb default '{}'::jsonb not null,
  attempts integer default 0 not null,
  last_error text,
  claimed_at timestamp with time zone,
  done_at timestamp with time zone,
  constraint tasks_pkey PRIMARY KEY (id),
  constraint tasks_kind_check CHECK (kind = ANY (ARRAY['reminder'::text, 'review'::text, 'notice'::text, 'bulk_notice'::text, 'broadcast'::text, 'broadcast_message'::text, 'hold_end'::text, 'completion'::text, 'daily_summary'::text, 'waitlist'::text, 'update'::text])),
  constraint tasks_status_check CHECK (status = ANY (ARRAY['pending'::text, 'doing'::text, 'waiting'::text, 'done'::text, 'skipped'::text, 'failed'::text, 'unknown'::text, 'cancelled'::text]))
);

create table text_templates (
  key text not null,
  locale text not null,
  text text not null,
  version integer default 1 not null,
  updated_by bigint,
  updated_at timestamp with time zone not null,
  constraint text_templates_pkey PRIMARY KEY (key, locale),
  constraint text_templates_locale_check CHECK (locale = ANY (ARRAY['ru'::text, 'en'::text]))
);

create table users (
  id bigint generated always as identity not null,
  telegram_id bigint,
  username text,
  first_name text,
  last_name text,
  phone text,
  locale text,
  notes text,
  tags text[] default '{}'::text[] not null,
  banned_at timestamp with time zone,
  ban_reason text,
  unreachable_at timestamp with time zone,
  broadcasts_muted_at timestamp with time zone,
  draft jsonb,
  consented_at timestamp with time zone,
  erased_at timestamp with time zone,
  created_at timestamp with time zone not null,
  last_seen_at timestamp with time zone,
  constraint users_pkey PRIMARY KEY (id),
  constraint users_locale_check CHECK (locale = ANY (ARRAY['ru'::text, 'en'::text])),
  constraint users_phone_check CHECK (phone ~ '^\+[1-9][0-9]{4,14}$'::text),
  constraint users_telegram_id_check CHECK (telegram_id > 0)
);

alter table audit_log add constraint audit_log_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES audit_log(id);
alter table blocked_slots add constraint blocked_slots_blocked_by_fkey FOREIGN KEY (blocked_by) REFERENCES staff(id);
alter table blocked_slots add constraint blocked_slots_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id);
alter table bookings add constraint bookings_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id);
alter table bookings add constraint bookings_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id);
alter table bookings add constraint bookings_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id);
alter table feedback add constraint feedback_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES bookings(id);
alter table feedback add constraint feedback_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id);
alter table schedule_rules add constraint schedule_rules_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id);
alter table settings add constraint settings_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES staff(id);
alter table staff add constraint staff_added_by_fkey FOREIGN KEY (added_by) REFERENCES staff(id);
alter table staff_services add constraint staff_services_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id);
alter table staff_services add constraint staff_services_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id);
alter table tasks add constraint tasks_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES bookings(id);
alter table tasks add constraint tasks_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES tasks(id);
alter table tasks add constraint tasks_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id);
alter table tasks add constraint tasks_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id);
alter table text_templates add constraint text_templates_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES staff(id);

CREATE INDEX audit_log_at_index ON audit_log USING btree (at);
CREATE INDEX audit_log_entity_index ON audit_log USING btree (entity, entity_id);
CREATE INDEX blocked_slots_during_index ON blocked_slots USING gist (during) WHERE lifted_at IS NULL;
CREATE UNIQUE INDEX bookings_session_seat_index ON bookings USING btree (session_id, seat) WHERE status = ANY (ARRAY['pending'::text, 'confirmed'::text]);
CREATE INDEX bookings_starts_at_index ON bookings USING btree (starts_at);
CREATE INDEX bookings_user_id_index ON bookings USING btree (user_id, starts_at);
CREATE UNIQUE INDEX feedback_visit_id_index ON feedback USING btree (visit_id);
CREATE INDEX schedule_rules_date_index ON schedule_rules USING btree (staff_id, date);
CREATE INDEX schedule_rules_weekday_index ON schedule_rules USING btree (staff_id, weekday);
CREATE INDEX services_sort_order_index ON services USING btree (sort_order) WHERE active;
CREATE UNIQUE INDEX staff_telegram_id_index ON staff USING btree (telegram_id) WHERE archived_at IS NULL;
CREATE INDEX staff_services_service_id_index ON staff_services USING btree (service_id);
CREATE UNIQUE INDEX tasks_dedup_key_index ON tasks USING btree (dedup_key);
CREATE INDEX tasks_due_at_index ON tasks USING btree (due_at) WHERE status = ANY (ARRAY['pending'::text, 'doing'::text, 'waiting'::text]);
CREATE UNIQUE INDEX users_telegram_id_index ON users USING btree (telegram_id);

alter sequence booking_sessions owned by bookings.session_id;
