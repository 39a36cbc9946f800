@FUNCTION@() {
  COMPREPLY=()
  local before=() current='' quote='' strip='' word
  @FUNCTION@_split
  local command='' options=() arguments=() count=0 given=' ' pending='' pending_name=''
  local program=$1 socket=${HALO_SOCKET:-}
  @FUNCTION@_tables ''
  for word in "${before[@]}"; do
    @FUNCTION@_read "$word"
  done
  if [[ -n $pending ]]; then
    @FUNCTION@_value "$pending" ''
  elif [[ $current == -* ]]; then
    @FUNCTION@_options
  else
    @FUNCTION@_words
  fi
}

# The words up to the cursor: `before` and `current`. Bash parts words at = and : as well; here they are whole again, so
# that --socket=PATH is one. `strip` is the part of the current word that bash leaves alone.
@FUNCTION@_split() {
  local rest=${COMP_LINE:0:COMP_POINT} piece gap typed c breaks='' i
  for ((i = 0; i <= COMP_CWORD; i++)); do
    piece=${COMP_WORDS[i]}
    if ((i == COMP_CWORD)) && [[ -n $COMP_LINE ]]; then
      typed=${rest#"${rest%%[![:space:]]*}"}
      gap=${rest%"$typed"}
      piece=$typed
    else
      gap=${rest%%"$piece"*}
      rest=${rest#*"$piece"}
    fi
    ((i > 0)) || continue
    if ((i > 1)) && [[ -n $COMP_LINE && -z $gap && -n $piece ]]; then
      current+=$piece
    else
      ((i == 1)) || before+=("$current")
      current=$piece
    fi
  done
  case $current in
    [\"\']*) quote=${current:0:1} current=${current:1} ;;
    *)
      current=${current//\\/}
      for c in = : @; do
        [[ $COMP_WORDBREAKS != *"$c"* ]] || breaks+=$c
      done
      [[ -z $breaks || $current != *["$breaks"]* ]] || strip=${current%"${current##*["$breaks"]}"}
      ;;
  esac
}

# One complete word: of the command's name, an option, the value of one, or an argument.
@FUNCTION@_read() { # WORD
  local word=$1 name longer row
  if [[ -n $pending ]]; then
    [[ $pending_name != --socket ]] || @FUNCTION@_socket "$word"
    pending=''
  elif [[ $word == -* ]]; then
    case $word in
      --*) name=${word%%=*} ;;
      *) name=${word:0:2} ;;
    esac
    row=$(@FUNCTION@_row "$name") || return 0
    given+="${row%%:*} "
    if [[ $word == "$name" && $row != *:flag: ]]; then
      pending=${row#*:*:} pending=${pending%:*} pending_name=$name
    elif [[ $name == --socket ]]; then
      @FUNCTION@_socket "${word#*=}"
    fi
  else
    longer=${command:+$command }$word
    if ((count == 0)) && @FUNCTION@_begins "$longer"; then
      command=$longer
      @FUNCTION@_tables "$command"
    else
      count=$((count + 1))
    fi
  fi
}

@FUNCTION@_socket() { # PATH, as it was typed
  local path=${1//[\\\"\']/}
  case $path in
    '~/'*) path=$HOME/${path#'~/'} ;;
  esac
  socket=$path
}

@FUNCTION@_begins() { # WORDS: whether a command's name is so or begins so
  local name
  for name in "${@FUNCTION@_commands[@]}"; do
    [[ $name != "$1" && $name != "$1 "* ]] || return 0
  done
  return 1
}

@FUNCTION@_row() { # NAME: prints the option's row in the tables
  local row
  for row in "${options[@]}" "${@FUNCTION@_globals[@]}"; do
    case $row in
      "$1":* | --*:"$1":*) printf %s "$row"; return 0 ;;
    esac
  done
  return 1
}

@FUNCTION@_options() {
  local row name kind
  if [[ $current == --*=* ]]; then
    name=${current%%=*}
    row=$(@FUNCTION@_row "$name") || return 0
    kind=${row#*:*:}
    @FUNCTION@_value "${kind%:*}" "$name="
    return 0
  fi
  for row in "${options[@]}" "${@FUNCTION@_globals[@]}"; do
    name=${row%%:*}
    [[ $row != *:+ && $given == *" $name "* ]] || @FUNCTION@_offer '' "$name"
  done
}

# The next word of a command's name, and what the command's next argument may be.
@FUNCTION@_words() {
  local name row left=$count seen=' '
  if ((count == 0)); then
    for name in "${@FUNCTION@_commands[@]}"; do
      [[ -z $command || $name == "$command "* ]] || continue
      name=${name#"${command:+$command }"} name=${name%% *}
      [[ $seen != *" $name "* && -n $name ]] || continue
      seen+="$name "
      @FUNCTION@_offer '' "$name"
    done
  fi
  for row in "${arguments[@]}"; do
    if ((left < ${row##*:})); then
      @FUNCTION@_value "${row%:*}" ''
      break
    fi
    left=$((left - ${row##*:}))
  done
}

@FUNCTION@_value() { # KIND PREFIX: values that stand behind PREFIX in the same word
  local words=()
  case $1 in
    flag | text) ;;
    file) @FUNCTION@_files "$2" ;;
    command)
      local IFS=' ' name seen=' '
      for name in ${@FUNCTION@_commands[*]}; do
        [[ $seen != *" $name "* ]] || continue
        seen+="$name "
        @FUNCTION@_offer "$2" "$name"
      done
      ;;
@LIVE_KINDS@    *)
      IFS='|' read -ra words <<<"$1"
      @FUNCTION@_offer "$2" "${words[@]}"
      ;;
  esac
}

@FUNCTION@_files() { # PREFIX
  local name
  compopt -o filenames 2>/dev/null # bash marks directories, and quotes
  while IFS= read -r name; do
    name=$1$name
    COMPREPLY+=("${name#"$strip"}")
  done < <(compgen -f -- "${current#"$1"}")
}

# Those that go on where the current word ends. Names come from elsewhere: they are never evaluated.
@FUNCTION@_offer() { # PREFIX WORD…
  local prefix=$1 word
  shift
  for word; do
    word=$prefix$word
    [[ $word == "$current"* ]] || continue
    word=${word#"$strip"}
    if [[ -z $quote ]]; then
      [[ -z $word ]] || printf -v word %q "$word"
    elif [[ $word == *[\"\'\\\$\`!]* ]]; then
      continue
    fi
    COMPREPLY+=("$word")
  done
}
