# The program with nothing but what it needs to run. The base is named once; pin it by digest to build the same twice.
ARG BASE=node:24-bookworm-slim

FROM ${BASE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
COPY scripts/build scripts/build
COPY src src
RUN npm run build

FROM ${BASE} AS packages
RUN apt-get update && apt-get install --yes --no-install-recommends tini
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error
COPY --from=build /app/dist/package.json ./
# What the build took in, Sentry's tools for builds, and types, maps and guides of packages are not needed to run.
RUN npm prune --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error \
  && rm -r node_modules/.package-lock.json node_modules/sentry node_modules/oxc-parser node_modules/@oxc-parser \
    node_modules/@sentry/bundler-plugins \
  && find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.cts' -o -name '*.d.mts' \
    -o -iname 'readme*' -o -iname 'changelog*' \) -delete

FROM ${BASE}
ARG VERSION=0.0.0 REVISION= SOURCE=
LABEL org.opencontainers.image.title="telegram-booking" \
  org.opencontainers.image.description="Appointments through Telegram: one container per business" \
  org.opencontainers.image.licenses="LicenseRef-proprietary" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}" \
  org.opencontainers.image.source="${SOURCE}"
WORKDIR /app
ENV NODE_ENV=production
COPY --from=packages /usr/bin/tini /usr/bin/tini
COPY --from=packages /app/node_modules node_modules
COPY package.json ./
COPY migrations migrations
COPY assets assets
COPY docker/health.sh /usr/local/bin/health
COPY --from=build /app/dist dist
USER node
EXPOSE 8080
STOPSIGNAL SIGTERM
# Twenty seconds between checks: a bot whose loop stands still is started anew within a minute and a half.
HEALTHCHECK --interval=20s --timeout=6s --start-period=30s CMD ["health"]
# The first process of a container can't be killed from inside, so the bot must not be it.
ENTRYPOINT ["tini", "--"]
# What node-fetch, inside Telegraf, asks of Node (punycode, url.parse) would be warned of in each log, in lines of no JSON.
CMD ["node", "--disable-warning=DEP0040", "--disable-warning=DEP0169", "--enable-source-maps", "dist/main.js"]
