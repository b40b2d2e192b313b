# Completion of almanac in fish. What can follow is asked of the program itself: its help, and the documents of the publication.

function __almanac_commands
    almanac --help 2>/dev/null | sed -nE '/^options/q; s/^    ([a-z]+) .*/\1/p'
end

function __almanac_options
    almanac --help 2>/dev/null | sed -nE 's/^    (--?[A-Za-z-]+) .*/\1/p'
end

# The fields of the publication's documents: 1 edition, 2 subject, 3 template, 4 language.
function __almanac_documents
    set -l folder .
    set -l words (commandline -opc)
    if set -l at (contains -i -- -C $words)
        set folder $words[(math $at + 1)]
    end
    almanac -C $folder list --quiet 2>/dev/null | sed -nE 's|^[a-z]+ +[^ ]*/([^/ ]+)/([^/ ]+)/([^/. ]+)\.([^/. ]+)\.pdf.*|\1 \2 \3 \4|p' | cut -d' ' -f$argv[1] | sort -u
end

complete -c almanac -f
complete -c almanac -n '__fish_use_subcommand' -a '(__almanac_commands)'
complete -c almanac -n 'string match -q -- "-*" (commandline -ct)' -a '(__almanac_options)'
complete -c almanac -n '__fish_seen_subcommand_from build list trace explain chart lint serve' -a '(__almanac_documents 2)'
complete -c almanac -n '__fish_seen_subcommand_from diff' -a '(__almanac_documents 1)' -F
complete -c almanac -n '__fish_seen_subcommand_from import' -F
complete -c almanac -n '__fish_seen_subcommand_from init' -a '(__fish_complete_directories)'
complete -c almanac -o C -x -a '(__fish_complete_directories)'
complete -c almanac -l edition -x -a '(__almanac_documents 1)'
complete -c almanac -l subject -x -a '(__almanac_documents 2)'
complete -c almanac -l template -x -a '(__almanac_documents 3)'
complete -c almanac -l lang -x -a '(__almanac_documents 4)'
complete -c almanac -l stop-after -x -a 'table series document drawing pages tags artifacts'
complete -c almanac -l package -r -F
complete -c almanac -l indicators -r -F
complete -c almanac -l output -r -F
complete -c almanac -l style -r -F
