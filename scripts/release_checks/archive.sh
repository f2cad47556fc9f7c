# For scripts/check-release: the archives that need no package manager.

# In a person's own folder, by the line of hardware/linux.md.
check_oldest() {
  local tar=$1 name home
  name=$(cat "$roots/oldest.txt")
  unpack_system oldest
  home=$system/home/sam
  cp "$tar" "$home/breathmark.tar.gz"
  expect 0 "$name: unpacked" oldest-install 'bin/breathmark$' \
    as_sam sh -c 'mkdir -p .local && tar xvzf breathmark.tar.gz -C .local --strip-components=1'
  expect 0 "$name: the C library" oldest-glibc 'GLIBC.* 2\.[0-9]+' as_sam ldd --version
  use_program "$name" oldest
  write_lines_of_the_page "$home"
  write_settings_of_shells
  complete_in_shells "$name" oldest bash zsh
  # Below ~/.local fish looks since 3.2 only.
  row skipped "$name: completion, fish" "$(as_sam fish --version 2>&1 | tr -d '\r'), too old for ~/.local"
}

# The lines of docs/releasing.md for shells that don't look below ~/.local.
write_lines_of_the_page() {
  local home=$1
  echo '. ~/.local/share/bash-completion/completions/breathmark' >>"$home/.bashrc"
  # shellcheck disable=SC2016
  echo 'fpath=(~/.local/share/zsh/site-functions $fpath)' >>"$home/.zshrc"
}

# What came to Linux between 3.2, which Rust says it needs, and 5.16. An older kernel says that it lacks such a call.
newer_calls=kcmp,finit_module,sched_setattr,sched_getattr,renameat2,seccomp,getrandom,memfd_create,bpf,execveat,userfaultfd
newer_calls+=,membarrier,mlock2,copy_file_range,preadv2,pwritev2,pkey_mprotect,statx,rseq,pidfd_send_signal,io_uring_setup
newer_calls+=,pidfd_open,clone3,close_range,openat2,pidfd_getfd,faccessat2,epoll_pwait2,futex_waitv

# What the program does without them: the same talk, to the byte.
check_old_kernel() {
  local program=$system/home/sam/.local/bin/breathmark file=$transcripts/old-kernel
  env -i HOME="$system/home/sam" "$program" talk --demo --seed 7 --outputs - >"$file-now.jsonl"
  env -i HOME="$system/home/sam" strace --quiet=all -f -o "$file-calls.txt" -e trace="$newer_calls" \
    -e inject="$newer_calls:error=ENOSYS" "$program" talk --demo --seed 7 --outputs - \
    >"$file-then.jsonl" 2>"$file-errors.txt" || true
  if cmp "$file-now.jsonl" "$file-then.jsonl"; then
    row ok 'calls of Linux 3.2 only' "a demo as ever; newer calls that it tried: $(grep -oE ' [a-z0-9_]+\(' "$file-calls.txt" |
      tr -d ' (' | sort -u | paste -sd ' ')"
  else
    row FAILED 'calls of Linux 3.2 only' "see $file-errors.txt"
  fi
}

# On a processor that is not there. A demo says whether both processors count alike.
check_arm() {
  local tar=$1 name='ARM under qemu' arm=$roots/run-arm intel=$system/home/sam/.local/bin/breathmark home=$roots/run-home
  mkdir -p "$arm" "$home"
  tar -C "$arm" -xf "$tar" --strip-components=1
  arm() { env -i HOME="$home" qemu-aarch64-static "$arm/bin/breathmark" "$@"; }
  intel() { env -i HOME="$home" "$intel" "$@"; }
  expect 0 "$name: version" arm-version "breathmark $version" arm --version
  same "$name: decode" decode decode <<<'16 48 00 04 00 04'
  same "$name: a demo" demo talk --demo --seed 7 --outputs - </dev/null
}

# Both processors, the same input, the same bytes.
same() {
  local what=$1 short=$2 input
  shift 2
  input=$(cat)
  arm "$@" <<<"$input" >"$transcripts/arm-$short.txt" 2>"$transcripts/arm-$short-errors.txt" || true
  intel "$@" <<<"$input" >"$transcripts/intel-$short.txt"
  if cmp "$transcripts/arm-$short.txt" "$transcripts/intel-$short.txt" && [ -s "$transcripts/arm-$short.txt" ]; then
    row ok "$what" "$(wc -c <"$transcripts/arm-$short.txt") bytes as on x86-64"
  else
    row FAILED "$what" "see $transcripts/arm-$short.txt"
  fi
}
