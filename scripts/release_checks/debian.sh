# For scripts/check-release: the package in an empty Debian 12.

# Every file, but for what apt and the manual's index write for themselves.
list_files() {
  as_root find / -xdev \( -path /proc -o -path /dev -o -path /tmp -o -path /var/log -o -path /var/cache \
    -o -path /var/lib/apt \) -prune -o -print | grep -vE '^/var/lib/(dpkg|systemd/deb-systemd|man-db)(/|$)' | sort
}

check_debian() {
  local deb=$1 name='Debian 12' rest
  expect 0 "$name: lintian" debian-lintian '^W:.*|^exit' lintian --allow-root --fail-on error --tag-display-limit 0 "$deb"
  unpack_system debian
  list_files >"$transcripts/debian-before.txt"
  cp "$deb" "$system/home/sam/breathmark.deb"
  as_root apt-get update -qq
  # Not what it recommends: the service of Bluetooth belongs to a desktop, and would stay after the program.
  expect 0 "$name: apt install" debian-install 'Setting up breathmark' install_deb
  expect 0 "$name: the desktop entry" debian-desktop '' \
    desktop-file-validate "$system/usr/share/applications/breathmark.desktop"
  use_program "$name" debian
  write_settings_of_shells
  complete_in_shells "$name" debian bash zsh fish
  check_leftovers "$name" remove
  install_deb >/dev/null 2>&1
  check_leftovers "$name" purge
}

install_deb() { as_root apt install --yes --no-install-recommends /home/sam/breathmark.deb; }

check_leftovers() {
  local name=$1 how=$2 changes
  expect 0 "$name: apt $how" "debian-$how" 'Removing breathmark' as_root apt "$how" --yes breathmark
  list_files >"$transcripts/debian-after-$how.txt"
  changes=$(diff "$transcripts/debian-before.txt" "$transcripts/debian-after-$how.txt" |
    grep '^[<>]' | grep -v '^> /home/sam/' || true)
  if [ -n "$changes" ] || [ ! -e "$system/home/sam/.config/breathmark" ]; then
    row FAILED "$name: left after $how" "$changes"
  else
    row ok "$name: left after $how" "of the person's own: $(ls "$system/home/sam/.config/breathmark"), and nothing else"
  fi
}
