# For scripts/check-release: the program as a person uses it on one of the systems.

use_program() {
  local system_name=$1 short=$2
  # What each of them ends with is printed after the screen is given back.
  see "$system_name: demo" "$short-demo" 900 'breath|calm|talk' '' 'with [0-9]+ pauses' \
    sh -c 'breathmark talk --demo --speed 20 --stats; echo exit $?'
  see "$system_name: practice" "$short-practice" 200 'help.*quit|quit|stop' q 'exit 0' \
    sh -c 'breathmark practice; echo exit $?'
  expect 1 "$system_name: doctor" "$short-doctor" 'message bus' as_sam breathmark doctor
  expect 0 "$system_name: man" "$short-man" 'breathmark - ' as_sam sh -c 'MANWIDTH=80 man breathmark | cat'
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

# Types the beginning of a subcommand, and lets the shell do the rest.
complete_in_shells() {
  local shell
  for shell in bash zsh fish; do
    see "$1: completion, $shell" "$2-$shell" 100 'ready>' 'breathmark Space prac Tab' 'breathmark practice' "$shell" -i
  done
}
