#!/usr/bin/env bash
# Stands in for the programs of a machine, by whose names it is called, in the tests of setup.sh.
# $MACHINE is the machine: bin/ is its PATH, has/ what is installed, calls what has been asked.
name=${0##*/}

note() { echo "$*" >>"$MACHINE/calls"; }
add_program() { ln -sf "$MACHINE/stand_in.sh" "$MACHINE/bin/$1"; }

be_python() {
    local home=${0%/*}/.. version=${name#python}
    if [[ -e $home/version ]]; then
        version=$(<"$home/version") # in a .venv
    elif [[ -e $MACHINE/version-of-$name ]]; then
        version=$(<"$MACHINE/version-of-$name")
    fi
    local asked="$*"
    case $asked in
        -c*sys.version_info*) echo "$version" ;;
        -c*ensurepip*) [[ -e $MACHINE/has/python$version-venv ]] ;;
        -c*Python.h*) [[ -e $MACHINE/has/python$version-dev ]] ;;
        -c*"import cairo"*) [[ -e $home/built ]] ;;
        "-m pip --version") ;;
        "-m venv "*) make_venv "$3" "$version" ;;
        "-m pip "*install*) install_with_pip "$home" "${asked##* --progress-bar off }" ;;
        *) note "unexpected: $name $asked" ;;
    esac
}

make_venv() {
    note "venv $2"
    mkdir -p "$1/bin"
    echo "$2" >"$1/version"
    ln -sf "$MACHINE/stand_in.sh" "$1/bin/python"
    [[ -z ${KILL_AT_VENV:-} ]] || kill -KILL "$PPID"
}

install_with_pip() {
    note "pip $2"
    [[ -z ${KILL_AT_PIP:-} ]] || kill -KILL "$PPID"
    if [[ -n ${INTERRUPT_PIP:-} ]]; then
        kill -INT "$PPID"
        exit 1
    fi
    echo "Collecting manim"
    if [[ -n ${PIP_FAILS_WITH:-} ]]; then
        echo "$PIP_FAILS_WITH"
        exit 1
    fi
    touch "$1/built"
}

install_packages() {
    note "$name $*"
    [[ ! -e $MACHINE/offline ]] || exit 100
    local package
    for package in "$@"; do
        case $package in
            gcc) add_program cc ;;
            g++ | gcc-c++) add_program c++ ;;
            pkg-config | pkgconf | pkgconf-pkg-config) add_program pkg-config ;;
            libcairo2-dev | cairo-devel | cairo) touch "$MACHINE/has/cairo" ;;
            libpango1.0-dev | pango-devel | pango) touch "$MACHINE/has/pango" ;;
            python) touch "$MACHINE/has/python3.12-venv" "$MACHINE/has/python3.12-dev" ;;
            python@*)
                add_program "python${package#*@}"
                touch "$MACHINE/has/python${package#*@}-venv" "$MACHINE/has/python${package#*@}-dev"
                ;;
            python*)
                package=${package/%-devel/-dev}
                add_program "${package%-*}"
                touch "$MACHINE/has/$package" "$MACHINE/has/$package-venv"
                ;;
        esac
    done
}

offers() { [[ -e $MACHINE/offers/$1 ]]; }

case "$name $*" in
    python*) be_python "$@" ;;
    "pkg-config --exists cairo"*) [[ -e $MACHINE/has/cairo ]] ;;
    "pkg-config --exists pangocairo"*) [[ -e $MACHINE/has/pango ]] ;;
    "cc "* | "c++ "*) ;;
    "id -u") cat "$MACHINE/user-id" ;;
    "uname -m") cat "$MACHINE/processor" ;;
    "uname -s") cat "$MACHINE/system" ;;
    "sudo -n true") ;;
    sudo*) note "sudo" && "$@" ;;
    "apt-cache show python3") ;;
    "apt-cache show "*) offers "${2%-venv}" ;;
    "apt-get update") ;;
    "dnf -q repoquery --whatprovides "*) if offers "$4"; then echo "$4"; fi ;;
    "brew info "*) offers "$2" ;;
    apt-get* | dnf* | pacman* | brew*) install_packages "$@" ;;
    *) note "unexpected: $name $*" ;;
esac
