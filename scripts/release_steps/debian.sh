# For scripts/release: a package for Debian and what descends from it.

pack_deb() {
  local target=$1 machine into doc
  case $target in
    x86_64-*) machine=amd64 ;;
    aarch64-*) machine=arm64 ;;
  esac
  into=$stage/deb-$machine doc=$stage/deb-$machine/usr/share/doc/breathmark
  install -D -m 755 "$(program "$target")" "$into/usr/bin/breathmark"
  put_share "$into/usr/share"
  put "$stage/pages/zsh" "$into/usr/share/zsh/vendor-completions/_breathmark"
  gzip -9n "$into"/usr/share/man/man1/*
  put_documents "$doc" linux
  put_debian_pages "$doc"
  put_control "$into" "$machine"
  find "$into" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
  # Not zstd, which is the usual way of newer systems: older ones can't read it.
  dpkg-deb --root-owner-group -Zxz --build "$into" "$archives/breathmark_${version}_$machine.deb" >/dev/null
}

# Where Debian looks for licences and changes. Its systems have the text of the Apache License.
put_debian_pages() {
  local doc=$1
  {
    echo 'breathmark is licensed under either of the MIT License or the Apache License 2.0, at your option.'
    echo 'On Debian systems the Apache License 2.0 is in /usr/share/common-licenses/Apache-2.0.'
    echo 'What is compiled into it has the licences in LICENCES-OF-CRATES.txt.gz, LICENCES-OF-RUST.txt.gz'
    echo 'and LICENCES-OF-C-LIBRARIES.txt in this folder.'
    echo
    cat LICENSE-MIT
  } >"$doc/copyright"
  # `copyright` has both.
  rm "$doc/LICENSE-MIT" "$doc/LICENSE-APACHE"
  gzip -9n "$doc/LICENCES-OF-CRATES.txt" "$doc/LICENCES-OF-RUST.txt"
  {
    echo "breathmark ($version) stable; urgency=medium"
    echo
    echo '  * What is new is in CHANGELOG.md in this folder.'
    echo
    echo " -- $(maintainer)  $(date -u -R -d "@$SOURCE_DATE_EPOCH")"
  } | gzip -9n >"$doc/changelog.gz"
}

# Who made this package: who made the commit.
maintainer() { git log -1 --format='%an <%ae>'; }

put_control() {
  local into=$1 machine=$2
  mkdir "$into/DEBIAN"
  (cd "$into" && find usr -type f | sort | xargs -d '\n' md5sum >DEBIAN/md5sums)
  cat >"$into/DEBIAN/control" <<CONTROL
Package: breathmark
Version: $version
Architecture: $machine
Maintainer: $(maintainer)
Installed-Size: $(find "$into/usr" -type f -printf '%s\n' | awk '{ sum += int(($1 + 1023) / 1024) } END { print sum }')
Recommends: bluez
Suggests: pipewire-bin | pulseaudio-utils | alsa-utils
Section: misc
Priority: optional
Description: pause for breath in a hard conversation
 breathmark is a terminal program for two partners who talk about something
 difficult. Each of them wears an ordinary Bluetooth chest strap, or none. When
 a heart rate rises and stays up, it brings both to a pause with slow breathing.
 .
 It is not a medical device.
CONTROL
  chmod 644 "$into/DEBIAN"/*
}
