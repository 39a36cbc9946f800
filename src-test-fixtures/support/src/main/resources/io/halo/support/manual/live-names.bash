
# Names that the running manager knows, but for those that stand in the line already.
@FUNCTION@_names() { # KIND PREFIX
  local kind=$1 prefix=$2 known=() names=() name
  case $kind-${current#"$2"} in
    scope-host:*) kind=host prefix+=host: ;;
    scope-group:*) kind=group prefix+=group: ;;
  esac
  @FUNCTION@_ask "$kind"
  for name in "${known[@]}"; do
    [[ $'\n'$(printf '%s\n' "${before[@]}")$'\n' == *$'\n'"$name"$'\n'* ]] || names+=("$name")
  done
  ((${#names[@]} == 0)) || @FUNCTION@_offer "$prefix" "${names[@]}"
}

# Asks at most once in ten seconds, waits no longer than one, and says nothing if there is no answer: whoever presses TAB
# wants to go on typing.
@FUNCTION@_ask() { # KIND: sets known
  local asked="$1 $program ${socket:-$@FUNCTION@_socket_default}"
  if [[ $asked == "${@FUNCTION@_asked:-}" ]] && ((SECONDS - @FUNCTION@_asked_at < 10)); then
    known=("${@FUNCTION@_known[@]}")
    return 0
  fi
  [[ -S ${socket:-$@FUNCTION@_socket_default} ]] || return 0
  case $program in
    '~/'*) program=$HOME/${program#'~/'} ;;
  esac
  while IFS= read -r name; do
    known+=("$name")
  done < <(timeout -k 0.1 0.9 "$program" complete "$1" ${socket:+--socket "$socket"} </dev/null 2>/dev/null)
  ((${#known[@]})) || return 0
  @FUNCTION@_known=("${known[@]}") @FUNCTION@_asked=$asked @FUNCTION@_asked_at=$SECONDS
}
