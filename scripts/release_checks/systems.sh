# For scripts/check-release: two systems in folders, and commands in them.

# The shells in which completion is tried, and what renders manual pages.
guests=man-db,bash-completion,zsh,fish

fetch_packages() {
  local command missing=no
  for command in mmdebstrap debootstrap tmux strace qemu-aarch64-static lintian desktop-file-validate; do
    command -v "$command" >/dev/null || missing=yes
  done
  [ "$missing" = yes ] || return 0
  apt-get update -qq
  apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends \
    mmdebstrap debootstrap tmux strace qemu-user-static lintian desktop-file-utils >/dev/null
}

# Debian 12 as small as can be: what every package may rely on, and apt.
fetch_debian() {
  [ ! -e "$roots/debian.tar" ] || return 0
  mkdir -p "$roots"
  mmdebstrap --quiet --variant=minbase --include="$guests" bookworm "$roots/debian.new.tar"
  mv "$roots/debian.new.tar" "$roots/debian.tar"
}

# The oldest system that can be had here: Ubuntu 16.04, else Debian 11. Its name is in a file.
fetch_oldest() {
  [ ! -e "$roots/oldest.tar" ] || return 0
  mkdir -p "$roots"
  if fetch_ubuntu; then
    echo 'Ubuntu 16.04' >"$roots/oldest.txt"
  else
    echo "check-release: Ubuntu 16.04 can't be had from $ubuntu, so the oldest system is Debian 11" >&2
    mmdebstrap --quiet --variant=minbase --include="$guests" bullseye "$roots/oldest.new.tar"
    echo 'Debian 11' >"$roots/oldest.txt"
  fi
  mv "$roots/oldest.new.tar" "$roots/oldest.tar"
}

# glibc 2.23. Debian has no key of it. Its list of files won't change any more, so the sum of that list says as much as a key:
# every package's sum hangs on it. Nothing of it runs before the sum is compared. What it mounts ends with it.
ubuntu=${UBUNTU_MIRROR:-http://archive.ubuntu.com/ubuntu}
fetch_ubuntu() {
  local folder=$roots/oldest.new list=ce816774886f565d152b0b233fd715af3aa966fefb2277546bce75fdcf9ae996
  rm -rf "$folder"
  debootstrap --foreign --variant=minbase --no-check-gpg --components=main,universe --include="$guests" xenial "$folder" \
    "$ubuntu" >"$roots/ubuntu.log" &&
    sha256sum --check --quiet <<<"$list  $(echo "$folder"/var/lib/apt/lists/*_dists_xenial_Release)" &&
    unshare --mount --fork chroot "$folder" /debootstrap/debootstrap --second-stage >>"$roots/ubuntu.log" &&
    rm -f "$folder"/var/cache/apt/archives/*.deb &&
    tar -C "$folder" -cf "$roots/oldest.new.tar" . &&
    rm -rf "$folder"
}

# A fresh copy of a system, with a person in it who is nobody special.
unpack_system() {
  local name=$1
  system=$roots/run-$name
  rm -rf "$system"
  mkdir -p "$system"
  tar -C "$system" -xf "$roots/$name.tar"
  as_root useradd --create-home --shell /bin/bash sam
}

# With /proc and terminals, as on a real system. Both are there only as long as the command runs.
inside() {
  # shellcheck disable=SC2016
  unshare --mount --fork bash -c \
    'mount -t proc proc "$1/proc" && mount --bind /dev/pts "$1/dev/pts" && shift && exec chroot "$@"' inside "$system" "$@"
}

as_root() {
  inside "$system" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
}

as_sam() {
  inside --userspec=sam "$system" env -i HOME=/home/sam USER=sam TERM=xterm-256color LANG=C.UTF-8 SHELL=/bin/bash \
    PATH=/home/sam/.local/bin:/usr/local/bin:/usr/bin:/bin sh -c 'cd && exec "$@"' sh "$@"
}
