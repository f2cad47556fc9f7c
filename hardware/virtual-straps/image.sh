#!/usr/bin/env bash
# Makes the guest's kernel and initramfs in a folder: `image.sh CACHE`.
# Nothing is installed and nothing needs root: the kernel package is only unpacked, because a
# container's or a cloud machine's own kernel usually has no Bluetooth at all.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
cache=$1

# hci_vhci is the door through which the virtual adapter enters; 9p and overlay make the host's
# files the guest's disk; the ciphers are what the kernel's Bluetooth and bluetoothd ask for.
modules=(virtio_pci 9p 9pnet_virtio overlay virtio-rng cmac ecb algif_hash algif_skcipher
         crypto_user uinput uhid hci_vhci)

# The exact package behind linux-image-amd64; a pattern would match every kernel in the archive.
kernel_package() {
  apt-cache depends linux-image-amd64 | awk '/Depends:/ && !seen++ { print $2 }'
}

unpack_kernel() {
  local package=$1 work
  work=$(mktemp -d "$cache/kernel.XXXXXX")
  chmod 755 "$work"
  (cd "$work" && apt-get -qq -o APT::Sandbox::User=root download "$package" && dpkg -x ./*.deb root && rm ./*.deb)
  rm -rf "$cache/kernel"
  mv "$work/root" "$cache/kernel"
  rmdir "$work"
  depmod -b "$cache/kernel" "${package#linux-image-}"
}

# Copies each module with what it depends on, and leaves their names in loading order.
copy_modules() {
  local version=$1 root=$2 module line path
  for module in "${modules[@]}"; do
    /sbin/modprobe --show-depends -d "$cache/kernel" -S "$version" "$module" || true
  done | while read -r line path _; do
    [ "$line" = insmod ] || continue
    [ -e "$root/modules/$(basename "$path")" ] && continue
    cp "$path" "$root/modules/"
    basename "$path" >> "$root/modules/order"
  done
  grep -q '^hci_vhci' "$root/modules/order" || { echo "no hci_vhci in kernel $version" >&2; exit 1; }
}

build_initramfs() {
  local version=$1 root
  root=$(mktemp -d "$cache/initramfs.XXXXXX")
  mkdir -p "$root"/{bin,modules,proc,sys,dev,run,host,top,new}
  cp /bin/busybox "$root/bin/busybox"
  install -m 755 "$here/guest-init" "$root/init"
  copy_modules "$version" "$root"
  (cd "$root" && find . | cpio --quiet -o -H newc | gzip -1) > "$cache/initramfs.new"
  mv "$cache/initramfs.new" "$cache/initramfs.gz"
  rm -rf "$root"
}

export PATH=$PATH:/usr/sbin:/sbin
mkdir -p "$cache"
package=$(kernel_package)
[ -n "$package" ] || { echo "no kernel package known; run apt-get update" >&2; exit 1; }
version=${package#linux-image-}
stamp="$version $(cat "$here/image.sh" "$here/guest-init" | sha256sum | cut -c1-16)"
if [ "$(cat "$cache/image.stamp" 2>/dev/null)" != "$stamp" ]; then
  [ -e "$cache/kernel/boot/vmlinuz-$version" ] || unpack_kernel "$package"
  build_initramfs "$version"
  echo "$stamp" > "$cache/image.stamp"
fi
cp -f "$cache/kernel/boot/vmlinuz-$version" "$cache/vmlinuz"
