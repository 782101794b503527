#!/usr/bin/env bash
# Makes .venv, with the project and everything it needs in the versions of constraints.txt.
# Keeps to bash 3.2, since that is what macOS has.
[ -n "${BASH_VERSION:-}" ] || exec bash "$0" "$@" # for those who type: sh setup.sh
set -euo pipefail

show_help() {
    cat <<'HELP'
Usage: bash setup.sh [--dev] [--cluster]

Gets this folder ready: installs the system libraries that are missing, makes .venv, and installs
the project there with pinned versions. Run it again at any time: it repairs what is broken, and
is quick and silent when there is nothing to do.

Options:
  --dev       also install what the tests need (pytest, hypothesis, ruff, mypy, ...)
  --cluster   also install Dask, to render a course of clips on several machines
  -h, --help  show this text

Environment:
  PYTHON      the Python to use, as in: PYTHON=python3.12 bash setup.sh
              (otherwise the first that will do of python3.13, 3.12, 3.11, python3, python)
HELP
}

# These would send pip's work, or Python's imports, elsewhere than to .venv.
unset CDPATH PYTHONHOME PYTHONPATH PIP_USER PIP_TARGET PIP_PREFIX PIP_ROOT

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
venv=$root/.venv
log=$venv/setup.log
state=$venv/setup.state # what is in .venv; its "files" is empty while an install is under way
wanted_extras=""

main() {
    # pip answers Ctrl-C like any failure; what it has half installed then is made anew next time.
    trap 'say "interrupted; run it again to go on"; exit 130' INT TERM
    read_options "$@"
    cd -- "$root"
    # A .venv that is activated must not be the Python that makes .venv anew.
    PATH=:$PATH:
    PATH=${PATH//":$venv/bin:"/:}
    PATH=${PATH#:} PATH=${PATH%:}
    if [[ -n ${PYTHON:-} ]]; then
        require_supported_python
    fi

    read_state
    if is_up_to_date; then
        return
    fi
    local python=$venv/bin/python
    if ! can_be_kept; then
        rm -rf "$venv"
        state_python="" state_files="" # its extras are put back
        python=$(find_python)
    fi
    mkdir -p "$venv"
    : >"$log"
    if ! has_built_libraries; then
        prepare_system "$python"
    fi
    if [[ ! -e $venv/bin/python ]]; then
        make_venv
    fi
    install_project
}

say() { printf 'setup: %s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

read_options() {
    local option
    for option in "$@"; do
        case $option in
            --dev | --cluster) wanted_extras=$(union "$wanted_extras" "${option#--}") ;;
            -h | --help)
                show_help
                exit 0
                ;;
            *)
                say "no such option: $option (there are --dev, --cluster and --help)"
                exit 2
                ;;
        esac
    done
}

# step "what is done" COMMAND... runs it with its output in the log, which is shown if it fails.
step() {
    say "$1"
    shift
    printf '\n$ %s\n' "$*" >>"$log"
    if ! "$@" >>"$log" 2>&1; then
        tail -n 40 "$log" >&2
        return 1
    fi
}

# --- .venv ----------------------------------------------------------------------------------

# union dev cluster prints "dev,cluster": the extras of both lists, always in one order.
union() {
    local extra all=""
    for extra in dev cluster; do
        if [[ ,$1,$2, == *,$extra,* ]]; then
            all=$all${all:+,}$extra
        fi
    done
    printf '%s' "$all"
}

read_state() {
    local key value
    state_root="" state_python="" state_extras="" state_files=""
    if [[ -f $state ]]; then
        while IFS='=' read -r key value; do
            case $key in
                root) state_root=$value ;;
                python) state_python=$value ;;
                extras) state_extras=$value ;;
                files) state_files=$value ;;
            esac
        done <"$state"
    fi
}

write_state() { # PYTHON_VERSION EXTRAS FILES
    printf 'root=%s\npython=%s\nextras=%s\nfiles=%s\n' "$root" "$1" "$2" "$3" >"$state.new"
    mv -f "$state.new" "$state"
}

fingerprint() { cat pyproject.toml constraints.txt | cksum; }

is_up_to_date() {
    [[ $state_root == "$root" && $state_files == "$(fingerprint)" ]] &&
        [[ $(union "$wanted_extras" "$state_extras") == "$state_extras" ]] &&
        [[ $(python_version "$venv/bin/python") == "$state_python" ]] &&
        is_the_python_asked_for "$state_python"
}

# A .venv that was moved or copied still points at the old place, and one whose install was
# interrupted may hold half a package: both are made anew. One without a state was made by hand.
can_be_kept() {
    local version
    version=$(python_version "$venv/bin/python")
    if [[ -f $state ]] && [[ $state_root != "$root" || -z $state_files ]]; then
        return 1
    fi
    is_supported "$version" && is_the_python_asked_for "$version" &&
        "$venv/bin/python" -m pip --version >/dev/null 2>&1
}

make_venv() {
    local python
    python=$(find_python)
    write_state "" "$state_extras" ""
    step "making .venv with Python $(python_version "$python")" "$python" -m venv "$venv" ||
        fail "could not make .venv; its log is $log"
}

install_project() {
    local extras version
    version=$(python_version "$venv/bin/python")
    extras=$(union "$wanted_extras" "$state_extras")
    write_state "$version" "$extras" ""
    if ! step "installing the project${extras:+ and its extras $extras} (a minute or two)" \
        "$venv/bin/python" -m pip --disable-pip-version-check install --no-input \
        --progress-bar off -c constraints.txt -e ".${extras:+[$extras]}"; then
        # When it fails, pip undoes what it began, so that what was there before still holds.
        if [[ -n $state_files ]]; then
            write_state "$state_python" "$state_extras" "$state_files"
        else
            rm -f "$state"
        fi
        if grep -q -E 'ConnectionError|ConnectTimeout|ReadTimeout|ProxyError|name resolution' "$log"; then
            fail "could not fetch the packages: check the network, then run this again ($log)"
        fi
        fail "could not install the packages; the whole log is $log (a fresh start: rm -r .venv)"
    fi
    write_state "$version" "$extras" "$(fingerprint)"
    say "ready after $SECONDS s"
}

# --- Python ---------------------------------------------------------------------------------

python_version() {
    "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || true
}

is_supported() {
    case $1 in
        3.11 | 3.12 | 3.13) ;;
        *) return 1 ;;
    esac
}

require_supported_python() {
    asked_version=$(python_version "$PYTHON")
    if [[ -z $asked_version ]]; then
        fail "PYTHON=$PYTHON does not run; give the name or path of a Python 3.11, 3.12 or 3.13"
    elif ! is_supported "$asked_version"; then
        fail "PYTHON=$PYTHON is Python $asked_version; need 3.11, 3.12 or 3.13"
    fi
}

is_the_python_asked_for() { [[ -z ${PYTHON:-} || $1 == "$asked_version" ]]; }

# Prints the first Python that lacks nothing, or else the first whose version will do.
find_python() {
    local python second_best=""
    if [[ -n ${PYTHON:-} ]]; then
        printf '%s' "$PYTHON"
        return
    fi
    for python in python3.13 python3.12 python3.11 python3 python; do
        if is_supported "$(python_version "$python")"; then
            if has_ensurepip "$python" && has_headers "$python"; then
                printf '%s' "$python"
                return
            fi
            second_best=${second_best:-$python}
        fi
    done
    printf '%s' "$second_best"
}

has_ensurepip() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

has_headers() {
    "$1" -c 'import os, sys, sysconfig
sys.exit(not os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h")))' 2>/dev/null
}

# --- what the system must have --------------------------------------------------------------
# Lists are plain words with spaces between, since an empty array is an error in bash 3.2.

# pycairo and ManimPango are built on this machine; once they are there, no tools are needed.
has_built_libraries() {
    "$venv/bin/python" -c 'import cairo, manimpango
from importlib.metadata import version
pins = open("constraints.txt").read().lower().split()
assert all(f"{name}=={version(name)}" in pins for name in ("pycairo", "manimpango"))' 2>/dev/null
}

prepare_system() { # PYTHON, empty if there is none that will do
    local python=$1 manager missing version thing package packages="" in_words=""
    missing=$(missing_things "$python")
    if [[ -z $missing ]]; then
        return
    fi
    manager=$(package_manager)
    if [[ -n $python ]]; then
        version=$(python_version "$python")
    else
        version=$(newest_python_of "$manager")
        if [[ -z $version ]]; then
            fail "found no Python 3.11, 3.12 or 3.13; install one, or tell where it is:" \
                "PYTHON=/path/to/python3.12 bash setup.sh"
        fi
    fi
    for thing in $missing; do
        package=$(packages_of "$manager" "$thing" "$version")
        if [[ "$packages " != *" $package "* ]]; then
            packages="$packages $package"
        fi
        in_words="$in_words${in_words:+, }$(describe "$thing" "$version")"
    done
    if [[ -z $manager ]]; then
        fail "found no apt-get, dnf, pacman or brew to install what is missing;" \
            "install it by hand, then run this again: $in_words"
    elif [[ $manager == brew && " $missing " == *' compiler '* ]]; then
        fail "there is no C compiler; run xcode-select --install, then run this again"
    fi
    # shellcheck disable=SC2086 # a list of plain words
    install_packages "$manager" $packages
    missing=$(missing_things "${python:-$(find_python)}")
    if [[ -n $missing ]]; then
        fail "still missing although it was installed:$missing (is an older one first on PATH?)"
    fi
}

missing_things() { # PYTHON
    local things=""
    if [[ -z $1 ]]; then
        things=python
    else
        has_ensurepip "$1" || things="$things ensurepip"
        has_headers "$1" || things="$things headers"
    fi
    ${CC:-cc} -E -x c - <<<'#include <stdlib.h>' >/dev/null 2>&1 || things="$things compiler"
    # moderngl, which Manim imports, is built too where it has no wheel: on Linux on ARM.
    if [[ $(uname -m) != x86_64 ]]; then
        ${CXX:-c++} -E -x c++ - </dev/null >/dev/null 2>&1 || things="$things c++"
    fi
    command -v pkg-config >/dev/null || things="$things pkg-config"
    pkg-config --exists 'cairo >= 1.15.10' 2>/dev/null || things="$things cairo"
    pkg-config --exists 'pangocairo >= 1.30' 2>/dev/null || things="$things pango"
    printf '%s' "$things"
}

describe() { # THING PYTHON_VERSION
    case $1 in
        python) echo "Python $2 with venv and headers" ;;
        ensurepip) echo "the venv and ensurepip modules of Python $2" ;;
        headers) echo "the headers of Python $2" ;;
        compiler) echo "a C compiler" ;;
        c++) echo "a C++ compiler" ;;
        cairo | pango) echo "$1 with its headers" ;;
        *) echo "$1" ;;
    esac
}

packages_of() { # MANAGER THING PYTHON_VERSION
    case $1:$2 in
        apt-get:python) echo "python$3-venv python$3-dev" ;;
        apt-get:ensurepip) echo "python$3-venv" ;;
        apt-get:headers) echo "python$3-dev" ;;
        apt-get:compiler) echo "gcc libc6-dev" ;;
        apt-get:c++) echo g++ ;;
        apt-get:cairo) echo libcairo2-dev ;;
        apt-get:pango) echo libpango1.0-dev ;;
        dnf:python) echo "python$3 python$3-devel" ;;
        dnf:ensurepip) echo "python$3" ;;
        dnf:headers) echo "python$3-devel" ;;
        dnf:pkg-config) echo pkgconf-pkg-config ;;
        dnf:c++) echo gcc-c++ ;;
        dnf:cairo | dnf:pango) echo "$2-devel" ;;
        pacman:ensurepip | pacman:headers) echo python ;;
        pacman:pkg-config) echo pkgconf ;;
        brew:python | brew:ensurepip | brew:headers) echo "python@$3" ;;
        *:compiler | *:c++) echo gcc ;;
        *) echo "$2" ;;
    esac
}

package_manager() {
    local manager managers="apt-get dnf pacman"
    if [[ $(uname -s) == Darwin ]]; then
        managers=brew
    fi
    for manager in $managers; do
        if command -v "$manager" >/dev/null; then
            printf '%s' "$manager"
            return
        fi
    done
}

newest_python_of() { # MANAGER; prints the newest version that it has and that will do
    local version
    if [[ $1 == apt-get ]] && ! apt-cache show python3 >/dev/null 2>&1; then
        update_apt # a new machine has no list of packages yet
    fi
    for version in 3.13 3.12 3.11; do
        if offers "$1" "$version" >/dev/null 2>&1; then
            printf '%s' "$version"
            return
        fi
    done
}

offers() { # MANAGER PYTHON_VERSION
    case $1 in
        apt-get) apt-cache show "python$2-venv" ;;
        dnf) [[ -n $(dnf -q repoquery --whatprovides "python$2") ]] ;;
        brew) brew info "python@$2" ;;
        *) return 1 ;; # Arch has one Python only, and that is none of these
    esac
}

install_packages() { # MANAGER PACKAGE...
    local manager=$1
    shift
    get_rights "$manager" "$@"
    if [[ $manager == apt-get ]]; then
        update_apt
    fi
    step "installing $*" "install_with_${manager%-get}" "$@" ||
        fail "could not install $*: check the network, or install them by hand ($log)"
}

get_rights() { # MANAGER PACKAGE...
    if [[ $1 == brew || $(id -u) -eq 0 ]] || sudo -n true 2>/dev/null; then
        return
    elif command -v sudo >/dev/null && [[ -t 0 ]]; then
        say "sudo is needed to install: ${*:2}"
        sudo -v && return
    fi
    fail "only an administrator can install what is missing; let one install" \
        "${*:2} (with $1), then run this again"
}

as_root() {
    if [[ $(id -u) -eq 0 ]]; then
        "$@"
    else
        sudo "$@"
    fi
}

update_apt() {
    step "updating the list of packages" as_root apt-get update ||
        say "that did not work; going on with the list as it is"
}

# An upgrade that runs in the background, as on a new machine, may hold apt's lock for a while.
install_with_apt() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        -o DPkg::Lock::Timeout=300 "$@"
}
install_with_dnf() { as_root dnf install -y "$@"; }
install_with_pacman() { as_root pacman -S --needed --noconfirm "$@"; }
install_with_brew() { brew install "$@"; }

main "$@"
