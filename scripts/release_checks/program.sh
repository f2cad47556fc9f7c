# For scripts/check-release: the program as a person uses it on one of the systems.

use_program() {
  local name=$1 short=$2
  # What each of them ends with is printed after the screen is given back.
  see "$name: demo" "$short-demo" 900 'please look away' '' 'exit 0' \
    sh -c 'breathmark talk --demo --speed 20 --stats; echo exit $?'
  expect 0 "$name: end of the demo" "$short-demo-end" 'with [0-9]+ pauses' cat "$transcripts/$short-demo.txt"
  see "$name: practice" "$short-practice" 200 'q end' q 'exit 0' sh -c 'breathmark practice; echo exit $?'
  expect 1 "$name: doctor" "$short-doctor" 'message bus' as_sam breathmark doctor
  expect 0 "$name: a choice that stays" "$short-keep" '' as_sam breathmark keep outline --days 30
  read_manual "$name" "$short" breathmark 'A pause for breath'
  read_manual "$name" "$short" breathmark-talk 'Talk with two straps'
}

# One page, as man-db shows it.
read_manual() {
  # shellcheck disable=SC2016
  expect 0 "$1: man $3" "$2-man-$3" "$4" as_sam sh -c 'MANWIDTH=80 man "$1" | cat' sh "$3"
}

# What a person has in their own settings of a shell. `zsh` completes only for those who ask.
write_settings_of_shells() {
  local home=$system/home/sam
  mkdir -p "$home/.config/fish"
  echo "PS1='ready> '" >>"$home/.bashrc"
  printf '%s\n' 'autoload -U compinit' 'compinit' "PROMPT='ready> '" >>"$home/.zshrc"
  printf '%s\n' 'function fish_prompt; echo -n "ready> "; end' >>"$home/.config/fish/config.fish"
  as_root chown -R sam:sam /home/sam
}

# Types the beginning of a subcommand, and lets the shell do the rest: `complete_in_shells NAME SHORT SHELL…`.
complete_in_shells() {
  local name=$1 short=$2 shell
  shift 2
  for shell in "$@"; do
    see "$name: completion, $shell" "$short-$shell" 100 'ready>' 'breathmark Space prac Tab' 'breathmark practice' "$shell" -i
  done
}
