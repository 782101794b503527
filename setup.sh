#!/usr/bin/env bash
# Makes .venv, with the project and everything it needs in the versions of constraints.txt.
# Keeps to bash 3.2, since that is what macOS has.
[ -n "${BASH_VERSION:-}" ] || exec bash "$0" "$@" # for those who type: sh setup.sh
set -euo pipefail

show_help() {
    cat <<'HELP'
Usage: bash setup.sh [--dev] [--cluster] [--slides]

Gets this folder ready: installs the system libraries that are missing, makes .venv, and installs
the project there with pinned versions. Run it again at any time: it repairs what is broken, and
is quick and silent when there is nothing to do.

Options:
  --dev       also install what the tests need (pytest, ruff, mypy, ...; Chromium, LibreOffice)
  --cluster   also install Dask, to render a course of clips on several machines
  --slides    also install python-pptx, to make slides for PowerPoint
  -h, --help  show this text

Environment:
  PYTHON      the Python to use, as in: PYTHON=python3.12 bash setup.sh
              (otherwise the first that will do of python3.14 to 3.11, python3, python)
HELP
}

# These would send pip's work, or Python's imports, elsewhere than to .venv.
unset CDPATH PYTHONHOME PYTHONPATH PIP_USER PIP_TARGET PIP_PREFIX PIP_ROOT

pythons="3.14 3.13 3.12 3.11" # the newest first
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
venv=$root/.venv
state=$venv/setup.state # three lines; the last is empty while an install is under way
log=/dev/null           # until there is a .venv to put it in

# How the package manager $1 installs, and what pycairo and ManimPango are built from (and moderngl,
# where it has no wheel), together with Python $2, its headers and venv, unless that is "none".
# The office is for the tests, which need no windows of it.
know_packages() {
    local python=python
    office=libreoffice-impress
    case $1 in
        apt-get) # an upgrade that runs in the background may hold apt's lock for a while
            install="env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300"
            install="$install install -y --no-install-recommends"
            packages="gcc g++ libc6-dev pkg-config libcairo2-dev libpango1.0-dev"
            python="python$2-venv python$2-dev" office=libreoffice-impress-nogui
            ;;
        dnf | zypper)
            install="$1 install -y"
            packages="gcc gcc-c++ pkgconf-pkg-config cairo-devel pango-devel"
            python="python$2 python$2-devel"
            [[ $1 == dnf ]] || python=${python//3./3} # python314 on openSUSE
            ;;
        pacman)
            install="pacman -S --needed --noconfirm"
            packages="gcc pkgconf cairo pango" office=libreoffice-fresh
            ;;
        brew)
            install="brew install"
            packages="pkgconf cairo pango" python="python@$2" office=libreoffice
            ;;
    esac
    [[ $2 == none ]] || packages="$packages $python"
}

main() {
    # pip answers Ctrl-C like any failure; what it has half installed then is made anew next time.
    trap 'say "interrupted; run it again to go on"; exit 130' INT TERM
    read_options "$@"
    cd -- "$root"
    PATH=${PATH//"$venv/bin:"/} # a .venv that is activated cannot make itself anew
    [[ -z ${PYTHON:-} ]] || is_supported "$PYTHON" ||
        fail "PYTHON=$PYTHON does not run, or is none of Python ${pythons// /, }"

    local python made_at="" made_extras="" made_of=""
    if [[ -f $state ]]; then
        { read -r made_at && read -r made_extras && read -r made_of; } <"$state" || true
    fi
    extras=$(union "$extras" "$made_extras")
    if [[ $extras == "$made_extras" && $made_of == "$(fingerprint)" ]] && is_asked_for; then
        prepare_tests
        return
    fi
    [[ ! -e $venv || -O $venv ]] || fail ".venv belongs to another user, who may run this; or" \
        "remove it, then run this again"
    python=$venv/bin/python
    can_be_kept || python=${PYTHON:-$(find_python)}
    mkdir -p "$venv"
    log=$venv/setup.log
    : >"$log"
    if ! is_ready "$python"; then
        prepare_system "$python"
        python=${python:-$(find_python)}
        is_ready "$python" || fail "there is still no Python ${pythons// /, } with" \
            "venv and headers, no compiler, pkg-config, cairo or pango that will do; a Python may" \
            "be given: PYTHON=/path/to/python3.12 bash setup.sh"
    fi
    if [[ $python != "$venv/bin/python" ]]; then
        rm -rf "$venv" 2>/dev/null || {
            log=/dev/null # it was in there
            fail "could not remove .venv: is some of it another user's? Remove it, then try again"
        }
        mkdir "$venv"
        made_of=""
        write_state "$extras" ""
        step "making .venv with Python $(version "$python")" "$python" -m venv "$venv" ||
            fail "could not make .venv; its log is $log"
    fi
    install_project
    prepare_tests
}

say() { printf 'setup: %s\n' "$*" >&2; }

fail() {
    tail -n 40 "$log" >&2
    say "$*"
    exit 1
}

# step "what is done" COMMAND... runs it with its output in the log.
step() {
    say "$1"
    shift
    printf '\n$ %s\n' "$*" >>"$log"
    "$@" >>"$log" 2>&1
}

read_options() {
    local option
    extras=""
    for option in "$@"; do
        case $option in
            --dev | --cluster | --slides) extras=$(union "$extras" "${option#--}") ;;
            -h | --help) show_help && exit ;;
            *) say "no such option: $option (there are --dev, --cluster, --slides and --help)" && exit 2 ;;
        esac
    done
}

# union dev cluster prints "dev,cluster": the extras of both lists, always in one order.
union() {
    local extra all=""
    for extra in dev cluster slides; do
        [[ ,$1,$2, != *,$extra,* ]] || all=$all${all:+,}$extra
    done
    printf '%s' "$all"
}

# --- Python and .venv -----------------------------------------------------------------------

version() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || true; }
is_supported() { [[ " $pythons " == *" $(version "$1") "* ]]; }
is_asked_for() { [[ -z ${PYTHON:-} || $(version "$PYTHON") == $(version "$venv/bin/python") ]]; }
write_state() { printf '%s\n' "$root" "$1" "$2" >"$state.new" && mv -f "$state.new" "$state"; }

is_whole() {
    is_supported "$1" && "$1" -c 'import ensurepip, os, sysconfig
assert os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h"))' 2>/dev/null
}

fingerprint() {
    (echo "$root" && version "$venv/bin/python" && cat pyproject.toml constraints.txt) | cksum
}

find_python() { # prints the first that lacks nothing
    local python
    for python in ${pythons//3./python3.} python3 python; do
        ! is_whole "$python" || break
        python=""
    done
    printf '%s' "$python"
}

# A .venv that was moved or copied still points at the old place, and one whose install was
# interrupted may hold half a package: both are made anew. One without a state was made by hand.
can_be_kept() {
    [[ ! -f $state ]] || [[ $made_at == "$root" && -n $made_of ]] || return 1
    is_supported "$venv/bin/python" && is_asked_for &&
        "$venv/bin/python" -m pip --version >/dev/null 2>&1
}

install_project() {
    write_state "$extras" ""
    # For the tools of what is built too, by the one name until pip 25.3 and by the other since.
    export PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt
    if ! step "installing the project${extras:+ and its extras $extras} (a minute or two)" \
        "$venv/bin/python" -m pip --disable-pip-version-check install --no-input \
        --progress-bar off -c constraints.txt -e ".${extras:+[$extras]}"; then
        # When it fails, pip undoes what it began, so that what was there before still holds.
        rm -f "$state"
        [[ -z $made_of ]] || write_state "$made_extras" "$made_of"
        fail "could not install the packages (is there a network?); the whole log is $log"
    fi
    write_state "$extras" "$(fingerprint)"
    say "ready after $SECONDS s"
}

# --- what the system must have --------------------------------------------------------------

is_ready() { is_whole "$1" && can_build; } # PYTHON

can_build() {
    ${CC:-cc} -E -x c - <<<'#include <stdlib.h>' &&
        { [[ $(uname -m) == x86_64 ]] || ${CXX:-c++} -E -x c++ - </dev/null; } &&
        pkg-config --exists 'cairo >= 1.15.10' 'pangocairo >= 1.30'
} >/dev/null 2>&1

prepare_system() { # PYTHON, empty if there is none that will do
    local manager install packages version versions=$pythons sudo=""
    find_manager
    [[ -n $manager ]] || fail "found no apt-get, dnf, zypper, pacman or brew; install by hand a" \
        "Python with venv and headers, C and C++ compilers, pkg-config, cairo, pango and headers"
    [[ -z $1 ]] || versions=$(version "$1")
    ! is_whole "$1" || versions=none
    if [[ $manager != brew && $(id -u) != 0 ]]; then
        know_packages "$manager" "${versions%% *}"
        say "sudo is needed to install $packages"
        sudo -v || fail "let an administrator install these (with $manager), then run this again"
        sudo=sudo
    fi
    update_list
    for version in $versions; do # the newest that this system has
        know_packages "$manager" "$version"
        # shellcheck disable=SC2086 # lists of plain words, which may be empty
        ! step "installing $packages" $sudo $install $packages || return 0
    done
    fail "could not install these (is there a network?); the whole log is $log"
}

find_manager() { # sets manager
    for manager in apt-get dnf zypper pacman brew ""; do
        ! command -v "$manager" >/dev/null || break
    done
}

# A new machine has no list of packages yet; an old list may still do.
update_list() {
    [[ $manager != apt-get ]] || step "updating the list of packages" $sudo apt-get update || true
}

has_one_of() {
    local name
    for name in "$@"; do
        ! command -v "$name" >/dev/null || return 0
    done
    return 1
}

has_browser() { # one that tests/gallery/conftest.py takes
    has_one_of google-chrome-stable google-chrome chromium chromium-browser \
        /Applications/{"Google Chrome",Chromium}.app/Contents/MacOS/{"Google Chrome",Chromium}
}

has_office() { # one that tests/rendering/test_slides.py takes
    has_one_of soffice libreoffice /Applications/LibreOffice.app/Contents/MacOS/soffice
}

# The tests open what is made in a browser and in an office. Where these cannot be had, all else is
# ready even so.
prepare_tests() {
    [[ ,$extras, == *,dev,* ]] || return 0
    local manager install packages office name missing="" sudo=""
    find_manager
    know_packages "$manager" none
    has_browser || missing=chromium
    has_office || missing=${missing:+$missing }$office
    [[ -n $missing ]] || return 0
    log=$venv/setup.log
    if [[ $manager != brew && $(id -u) != 0 ]]; then
        say "sudo is needed to install $missing"
        sudo=sudo
        sudo -v || manager=""
    fi
    if [[ -n $manager ]]; then
        update_list
        for name in $missing; do
            # shellcheck disable=SC2086 # a list of plain words
            step "installing $name, for the tests" $sudo $install "$name" || true
        done
    fi
    has_browser || say "without Chromium or Chrome the tests of the gallery fail: install one" \
        "(on Ubuntu Chrome, as its Chromium is a snap, which sees no files in /tmp)"
    has_office || say "without LibreOffice Impress the tests of the slides fail: install it"
}

main "$@"
