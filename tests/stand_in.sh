#!/usr/bin/env bash
# Stands in for the programs of a machine, by whose names it is called, in the tests of setup.sh.
# $MACHINE is the machine: bin/ is its PATH, has/ what is installed, calls what has been asked.
name=${0##*/}

note() { echo "$*" >>"$MACHINE/calls"; }
has() { [[ -e $MACHINE/has/$1 ]]; }

be_python() {
    local venv=${0%/bin/*} version=${name#python} asked="$*"
    if [[ -e $venv/version ]]; then
        version=$(<"$venv/version")
    elif has "$name"; then
        version=$(<"$MACHINE/has/$name")
    fi
    case $asked in
        -c*sys.version_info*) echo "$version" ;;
        -c*ensurepip*Python.h*) has "python$version-dev" ;;
        "-m pip --version") ;;
        "-m venv "*)
            note "venv $version"
            mkdir -p "$3/bin"
            echo "$version" >"$3/version"
            ln -sf "$MACHINE/stand_in.sh" "$3/bin/python"
            [[ ${KILL_AT:-} != venv ]] || kill -KILL "$PPID"
            ;;
        "-m pip "*install*)
            note "pip ${asked##* --progress-bar off }"
            [[ $PIP_CONSTRAINT$PIP_BUILD_CONSTRAINT == constraints.txtconstraints.txt ]] ||
                note "unexpected: build tools of any version"
            [[ ${KILL_AT:-} != pip ]] || kill -KILL "$PPID"
            [[ ${INTERRUPT_AT:-} != pip ]] || kill -INT "$PPID"
            echo "Collecting manim"
            [[ -z ${PIP_FAILS_WITH:-} ]] || { echo "$PIP_FAILS_WITH" && exit 1; }
            ;;
        *) note "unexpected: $name $asked" ;;
    esac
}

# A package manager that has whatever is not a Python, and the Python that is in offers.
install() {
    note "$name $*"
    case $* in
        *" chromium") ln -sf "$MACHINE/stand_in.sh" "$MACHINE/bin/chromium" && return ;;
        *" libreoffice"*) ln -sf "$MACHINE/stand_in.sh" "$MACHINE/bin/soffice" && return ;;
    esac
    local python
    python=$(<"$MACHINE/offers")
    case "$* " in
        *" python$python"* | *" python${python/./}"* | *" python@$python "* | *" python ") ;;
        *python*) exit 1 ;;
    esac
    if [[ $* == *python* ]]; then
        ln -sf "$MACHINE/stand_in.sh" "$MACHINE/bin/python$python"
        : >"$MACHINE/has/python$python-dev"
    fi
    : >"$MACHINE/has/tools"
}

case "$name $*" in
    python*) be_python "$@" ;;
    cc* | pkg-config*) has tools ;;
    c++*) has tools && has c++ ;;
    "id -u" | "uname -m") cat "$MACHINE/has/$name" ;;
    "sudo -v") note "sudo -v" && has password ;;
    "sudo "*) "$@" ;;
    "apt-get update") note "apt-get update" ;;
    apt-get* | dnf* | zypper* | pacman* | brew*) install "$@" ;;
    *) note "unexpected: $name $*" ;;
esac
