# The image of the site: docs/deploying/containers.md says how to run it.

FROM denoland/deno:2.9.6 AS deno

FROM deno AS build
WORKDIR /app
COPY . .

# Packages are downloaded into a cache that builds share and no image holds.
ENV DENO_DIR=/packages
RUN --mount=type=cache,target=/packages deno task --quiet build

# The build needs packages that these programs do not, such as its bundler.
ARG PROGRAMS="_fresh/serve.js lib/latchkey/cli/main.ts lib/latchkey/server/health_check.ts lib/latchkey/launcher/main.ts"
RUN --mount=type=cache,target=/packages rm -r node_modules \
 && deno install --quiet --frozen --node-modules-dir=auto --entrypoint $PROGRAMS

# A read-only image could not write what Deno caches at a first start.
RUN DENO_DIR=/deno-dir deno cache --quiet $PROGRAMS

FROM deno
WORKDIR /app
ENV APP_ENV=production DENO_NO_UPDATE_CHECK=1

# Files are root's: the app can read them and change none.
COPY --from=build /deno-dir /deno-dir
COPY --from=build /app /app

# The only folder it writes to. A volume takes over its owner and mode.
RUN install -d -o 1993 -g 1993 -m 0700 /app/.data
VOLUME /app/.data

# "deno" in the base image; as a number, so that it can be seen not to be root.
USER 1993:1993
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s --retries=3 \
  CMD ["deno", "run", "--no-prompt", "--allow-net=127.0.0.1:8000", "lib/latchkey/server/health_check.ts", "http://127.0.0.1:8000/healthz"]

# `docker run … cli doctor` runs a command in place of the server.
ENTRYPOINT ["deno", "task", "--quiet"]
CMD ["serve"]
