create table users (
  id bigint generated always as identity primary key,
  telegram_id bigint constraint users_telegram_id_check check (telegram_id > 0),
  username text,
  first_name text,
  last_name text,
  phone text constraint users_phone_check check (phone ~ '^\+[1-9][0-9]{4,14}$'),
  locale text constraint users_locale_check check (locale in ('ru', 'en')),
  notes text,
  tags text[] not null default '{}',
  banned_at timestamptz,
  ban_reason text,
  unreachable_at timestamptz,
  broadcasts_muted_at timestamptz,
  draft jsonb,
  consented_at timestamptz,
  erased_at timestamptz,
  created_at timestamptz not null,
  last_seen_at timestamptz
);

create table staff (
  id bigint generated always as identity primary key,
  telegram_id bigint constraint staff_telegram_id_check check (telegram_id > 0),
  name text not null constraint staff_name_check check (name <> ''),
  role text not null constraint staff_role_check check (role in ('super_admin', 'moderator', 'specialist', 'none')),
  bookable boolean not null default false,
  bio text,
  photo_file_id text,
  locale text constraint staff_locale_check check (locale in ('ru', 'en')),
  notices jsonb not null default '{}',
  link_nonce text,
  sort_order integer not null default 0,
  added_by bigint references staff,
  added_at timestamptz not null,
  archived_at timestamptz,
  version integer not null default 1
);

create table services (
  id bigint generated always as identity primary key,
  category text,
  name text not null constraint services_name_check check (char_length(name) between 3 and 100),
  description text constraint services_description_check check (char_length(description) <= 500),
  photo_file_id text,
  emoji text,
  duration_min integer not null constraint services_duration_check check (duration_min between 5 and 720),
  buffer_before_min integer not null default 0
    constraint services_buffer_before_check check (buffer_before_min between 0 and 240),
  buffer_after_min integer not null default 0
    constraint services_buffer_after_check check (buffer_after_min between 0 and 240),
  slot_interval_min integer constraint services_slot_interval_check check (slot_interval_min between 5 and 240),
  price_minor bigint constraint services_price_check check (price_minor >= 0),
  capacity integer not null default 1 constraint services_capacity_check check (capacity between 1 and 100),
  min_notice_min integer constraint services_min_notice_check check (min_notice_min >= 0),
  cancellation_hours integer constraint services_cancellation_check check (cancellation_hours >= 0),
  sort_order integer not null default 0,
  active boolean not null default true,
  archived_at timestamptz,
  version integer not null default 1,
  constraint services_archived_check check (archived_at is null or not active)
);

create table staff_services (
  staff_id bigint not null references staff,
  service_id bigint not null references services,
  price_minor bigint constraint staff_services_price_check check (price_minor >= 0),
  duration_min integer constraint staff_services_duration_check check (duration_min between 5 and 720),
  primary key (staff_id, service_id)
);

-- A window whose end is not after its start ends on the next day; 24:00 only closes.
create table schedule_rules (
  id bigint generated always as identity primary key,
  staff_id bigint references staff,
  kind text not null constraint schedule_rules_kind_check check (kind in ('open', 'break')),
  weekday smallint constraint schedule_rules_weekday_check check (weekday between 1 and 7),
  date date,
  opens time(0) constraint schedule_rules_opens_check check (opens < '24:00'),
  closes time(0),
  closed boolean not null default false,
  valid_from date,
  valid_to date,
  reason text,
  constraint schedule_rules_day_check check (num_nonnulls(weekday, date) = 1),
  constraint schedule_rules_hours_check check (num_nonnulls(opens, closes) = case when closed then 0 else 2 end),
  constraint schedule_rules_closed_check check (kind = 'open' or not closed),
  constraint schedule_rules_validity_check
    check (valid_to >= valid_from and (date is null or num_nonnulls(valid_from, valid_to) = 0))
);

create table blocked_slots (
  id bigint generated always as identity primary key,
  staff_id bigint references staff,
  during tstzrange not null,
  reason text,
  blocked_by bigint references staff,
  created_at timestamptz not null,
  lifted_at timestamptz,
  version integer not null default 1,
  constraint blocked_slots_during_check
    check (not isempty(during) and lower(during) is not null and upper(during) is not null)
);

create sequence booking_sessions;

create table bookings (
  id bigint generated always as identity primary key,
  user_id bigint not null references users,
  service_id bigint not null references services,
  staff_id bigint not null references staff,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  busy tstzrange not null,
  session_id bigint not null default nextval('booking_sessions'),
  seat integer not null default 1 constraint bookings_seat_check check (seat between 1 and 100),
  status text not null constraint bookings_status_check
    check (status in ('pending', 'confirmed', 'completed', 'no_show', 'cancelled')),
  pending_for text constraint bookings_pending_for_check check (pending_for in ('approval', 'offer')),
  visit_id bigint not null,
  series_id bigint,
  guest_name text,
  price_minor bigint constraint bookings_price_check check (price_minor >= 0),
  duration_min integer not null constraint bookings_duration_check check (duration_min between 5 and 720),
  client_comment text,
  attendance_confirmed_at timestamptz,
  arrived_at timestamptz,
  source text not null constraint bookings_source_check check (source in ('client', 'admin', 'waitlist', 'import')),
  cancelled_at timestamptz,
  cancelled_by text constraint bookings_cancelled_by_check check (cancelled_by in ('client', 'admin', 'system')),
  cancel_reason text,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint bookings_times_check check (ends_at > starts_at),
  -- Empty: the visit gave up its time. Without an end it would block its specialist for ever.
  constraint bookings_busy_check check (
    isempty(busy)
    or (busy @> tstzrange(starts_at, ends_at) and lower(busy) is not null and upper(busy) is not null)
  ),
  constraint bookings_pending_check check (status <> 'pending' or pending_for is not null),
  constraint bookings_cancelled_check
    check (num_nonnulls(cancelled_at, cancelled_by) = case status when 'cancelled' then 2 else 0 end),
  -- One session (a group visit) may overlap itself, and nothing else of the same specialist.
  constraint bookings_no_overlap
    exclude using gist (staff_id with =, session_id with <>, busy with &&) where (status in ('pending', 'confirmed'))
);

alter sequence booking_sessions owned by bookings.session_id;

create table tasks (
  id bigint generated always as identity primary key,
  kind text not null constraint tasks_kind_check check (
    kind in (
      'reminder', 'review', 'notice', 'bulk_notice', 'broadcast', 'broadcast_message', 'hold_end', 'completion',
      'daily_summary', 'waitlist', 'update'
    )
  ),
  dedup_key text collate "C" not null,
  due_at timestamptz not null,
  status text not null default 'pending' constraint tasks_status_check check (
    status in ('pending', 'doing', 'waiting', 'done', 'skipped', 'failed', 'unknown', 'cancelled')
  ),
  booking_id bigint references bookings,
  booking_version integer,
  user_id bigint references users,
  staff_id bigint references staff,
  parent_id bigint references tasks,
  payload jsonb not null default '{}',
  attempts integer not null default 0,
  last_error text,
  claimed_at timestamptz,
  done_at timestamptz
);

create table feedback (
  id bigint generated always as identity primary key,
  visit_id bigint not null,
  booking_id bigint not null references bookings,
  user_id bigint not null references users,
  rating smallint not null constraint feedback_rating_check check (rating between 1 and 5),
  comment text,
  reply text,
  created_at timestamptz not null
);

create table settings (
  key text primary key,
  value jsonb not null,
  version integer not null default 1,
  updated_by bigint references staff,
  updated_at timestamptz not null
);

create table text_templates (
  key text not null,
  locale text not null constraint text_templates_locale_check check (locale in ('ru', 'en')),
  text text not null,
  version integer not null default 1,
  updated_by bigint references staff,
  updated_at timestamptz not null,
  primary key (key, locale)
);

-- actor_id is a user's or a staff member's, by actor_kind.
create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor_kind text not null constraint audit_log_actor_kind_check
    check (actor_kind in ('client', 'staff', 'system', 'operator')),
  actor_id bigint,
  action text not null,
  entity text not null,
  entity_id bigint,
  before jsonb,
  after jsonb,
  origin text,
  batch_id bigint references audit_log
);

create unique index users_telegram_id_index on users (telegram_id);
create unique index staff_telegram_id_index on staff (telegram_id) where archived_at is null;
create index services_sort_order_index on services (sort_order) where active;
create index staff_services_service_id_index on staff_services (service_id);
create index schedule_rules_weekday_index on schedule_rules (staff_id, weekday);
create index schedule_rules_date_index on schedule_rules (staff_id, date);
create index blocked_slots_during_index on blocked_slots using gist (during) where lifted_at is null;
create unique index bookings_session_seat_index on bookings (session_id, seat)
  where status in ('pending', 'confirmed');
create index bookings_user_id_index on bookings (user_id, starts_at);
create index bookings_starts_at_index on bookings (starts_at);
create index tasks_due_at_index on tasks (due_at) where status in ('pending', 'doing', 'waiting');
create unique index tasks_dedup_key_index on tasks (dedup_key);
create unique index feedback_visit_id_index on feedback (visit_id);
create index audit_log_at_index on audit_log (at);
create index audit_log_entity_index on audit_log (entity, entity_id);
