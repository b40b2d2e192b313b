# Completion of almanac in bash. What can follow is asked of the program itself: its help, and the documents of the publication.

_almanac_folder() {
    local i
    for ((i = 1; i < COMP_CWORD; i++)); do
        [ "${COMP_WORDS[i]}" = -C ] && { printf '%s' "${COMP_WORDS[i + 1]}"; return; }
    done
    printf .
}

# The fields of the publication's documents: 1 edition, 2 subject, 3 template, 4 language.
_almanac_documents() {
    "$1" -C "$(_almanac_folder)" list --quiet 2>/dev/null |
        sed -nE 's|^[a-z]+ +[^ ]*/([^/ ]+)/([^/ ]+)/([^/. ]+)\.([^/. ]+)\.pdf.*|\1 \2 \3 \4|p' | cut -d' ' -f"$2" | sort -u
}

_almanac() {
    local program=${COMP_WORDS[0]} word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command="" i
    local commands options
    COMPREPLY=()
    commands=$("$program" --help 2>/dev/null | sed -nE '/^options/q; s/^    ([a-z]+) .*/\1/p')
    options=$("$program" --help 2>/dev/null | sed -nE 's/^    (--?[A-Za-z-]+) .*/\1/p')
    for ((i = 1; i < COMP_CWORD; i++)); do
        [[ " $(echo $commands) " == *" ${COMP_WORDS[i]} "* ]] && { command=${COMP_WORDS[i]}; break; }
    done
    case $before in
    -C) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;
    --edition) mapfile -t COMPREPLY < <(compgen -W "$(_almanac_documents "$program" 1)" -- "$word"); return ;;
    --subject) mapfile -t COMPREPLY < <(compgen -W "$(_almanac_documents "$program" 2)" -- "$word"); return ;;
    --template) mapfile -t COMPREPLY < <(compgen -W "$(_almanac_documents "$program" 3)" -- "$word"); return ;;
    --lang) mapfile -t COMPREPLY < <(compgen -W "$(_almanac_documents "$program" 4)" -- "$word"); return ;;
    --stop-after) mapfile -t COMPREPLY < <(compgen -W "table series document drawing pages tags artifacts" -- "$word"); return ;;
    --package | --indicators | --output | --style)
        compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
    esac
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
    elif [ -z "$command" ]; then
        mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$word")
    else
        case $command in
        build | list | trace | explain | chart | lint | serve)
            mapfile -t COMPREPLY < <(compgen -W "$(_almanac_documents "$program" 2)" -- "$word") ;;
        diff) mapfile -t COMPREPLY < <(compgen -W "$(_almanac_documents "$program" 1)" -- "$word"
                                       compgen -f -X '!*.pdf' -- "$word") ;;
        init) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$word") ;;
        import) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
        esac
    fi
}
complete -F _almanac almanac
