#!/usr/bin/env bash
# Runs in the guest, in the host's file tree: the bus, the straps, bluetoothd, then the scenario.
# /run/rig is the run's folder on the host; guest.env there says what to run.
set -u
# shellcheck source=/dev/null
. /run/rig/guest.env
export HOME=/root LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export XDG_CONFIG_HOME=/run/home/config XDG_DATA_HOME=/run/home/data
export XDG_STATE_HOME=/run/home/state XDG_CACHE_HOME=/run/home/cache
# Memory, not the shared folder: a slow host must not show up in the program's latency.
export RIG_WORK=/run/work
export PYTHONUNBUFFERED=1
say() { printf 'guest: %6s s  %s\n' "$(cut -d' ' -f1 /proc/uptime)" "$*"; }

# Waits for a file to appear, a given number of seconds at most.
await() {
  local tries=$(( $2 * 5 ))
  until [ -e "$1" ]; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || { say "no $1 after $2 s"; return 1; }
    sleep 0.2
  done
}

start_bus() {
  mkdir -p /run/dbus /var/lib/dbus
  [ -s /etc/machine-id ] || dbus-uuidgen > /etc/machine-id
  dbus-daemon --system --fork --nopidfile
}

bluetoothd_path() {
  local path
  for path in /usr/libexec/bluetooth/bluetoothd /usr/lib/bluetooth/bluetoothd; do
    [ -x "$path" ] && { echo "$path"; return; }
  done
}

# The adapter must be there before bluetoothd looks for one, hence straps first.
start_straps() {
  "$RIG_PYTHON" "$RIG_HERE/straps.py" "$RIG_STRAPS" /run/straps.sock \
    /run/rig/straps.jsonl > /run/rig/straps.err 2>&1 &
  await /run/straps.sock 60
}

start_bluetooth() {
  # Everything between bluetoothd, the kernel and the adapter: where a link trouble tells its cause.
  btmon -t > "$RIG_WORK/adapter.txt" 2>&1 &
  btmon=$!
  RIG_BLUETOOTHD=$(bluetoothd_path)
  export RIG_BLUETOOTHD
  "$RIG_BLUETOOTHD" -n > /run/rig/bluetoothd.log 2>&1 &
  local tries=60
  until bluetoothctl show 2>/dev/null | grep -q 'Powered: yes'; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || { say "no powered adapter"; return 1; }
    bluetoothctl power on > /dev/null 2>&1
    sleep 0.5
  done
}

play() {
  timeout -k 10 "$RIG_LIMIT" "$RIG_PYTHON" "$RIG_SCENARIO" 2>&1
  echo $? > /run/rig/exit-code
}

say "up"
mkdir -p "$RIG_WORK" "$XDG_CONFIG_HOME" "$XDG_DATA_HOME" "$XDG_STATE_HOME" "$XDG_CACHE_HOME"
start_bus && say "bus" &&
  start_straps && say "straps on the air" &&
  start_bluetooth && say "bluetoothd, adapter powered" &&
  play
kill "${btmon:-0}" 2> /dev/null; sleep 0.5
cp -r "$RIG_WORK/." /run/rig/ 2>/dev/null
say "done"
