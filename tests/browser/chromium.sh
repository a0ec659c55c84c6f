#!/bin/sh
# Starts the browser that lies unpacked in $CHROMIUM_FOLDER, with its own libraries and font.
# A script, because Deno lets only those who may run everything set LD_LIBRARY_PATH for a child.
export LD_LIBRARY_PATH="$CHROMIUM_FOLDER/lib" FONTCONFIG_PATH="$CHROMIUM_FOLDER"
export XDG_CACHE_HOME="$CHROMIUM_FOLDER/cache"
exec "$CHROMIUM_FOLDER/chromium" "$@"
