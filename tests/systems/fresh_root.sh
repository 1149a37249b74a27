#!/usr/bin/env bash
# fresh_root.sh SYSTEM TASK [OPTIONS]  runs ./run TASK, at HEAD, in a new root of another system, as an ordinary user
#
# SYSTEM     debian-12, debian-13 or ubuntu-24.04
# TASK       demo or test, or any command line of the user, quoted: 'ls -a'
# --warm     with the packages that the last run of this system downloaded; without it, everything is downloaded
# --again    then runs TASK a second time, without a network
# --keep     leaves the root in place and says where
#
# The root has what the README asks for, which is Python, git and sudo, and the user "pat", who may use sudo. The
# network is this machine's: its resolver, certificates, proxies and settings of pip. Wants Linux, debootstrap and
# root or sudo. Everything is kept in ${FRESH_ROOT:-/var/cache/pairwell-fresh-root}: the system as made by debootstrap,
# the downloads, and the log of each run. MIRROR names another mirror of the system, KEYRING another file of its keys;
# Debian has Ubuntu's in the package ubuntu-keyring, from Debian 13 on.
set -euo pipefail

usage() { sed -n 's/^# \{0,1\}//; 2,14p' "$0" >&2; exit 2; }
say() { echo "fresh root: $*"; }

[ "$(id -u)" = 0 ] || exec sudo --preserve-env "$0" "$@"

[ $# -ge 2 ] || usage
system=$1 task=$2
shift 2
keyring=${KEYRING:-/usr/share/keyrings/${system%-*}-archive-keyring.gpg}
mirror=${MIRROR:-http://deb.debian.org/debian}
case $system in
  debian-12) suite=bookworm ;;
  debian-13) suite=trixie ;;
  ubuntu-24.04) suite=noble mirror=${MIRROR:-http://archive.ubuntu.com/ubuntu} ;;
  *) usage ;;
esac
command=$task
case $task in demo | test) command="./run $task" ;; esac
warm='' again='' keep=''
for option; do
  case $option in
    --warm) warm=yes ;;
    --again) again=yes ;;
    --keep) keep=yes ;;
    *) usage ;;
  esac
done

tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
store=${FRESH_ROOT:-/var/cache/pairwell-fresh-root}
base=$store/$system.tar
mkdir -p "$store/$system/apt/partial" "$store/$system/pip"
root=$(mktemp -d "$store/$system.XXXXXX")
# What is mounted in it is mounted in namespaces that end with their commands, so that nothing else can be removed.
trap '[ -n "$keep" ] && say "the root is left in $root" || rm -rf --one-file-system "$root"' EXIT

# The system, once: debootstrap's, with the sources of its updates.
if [ ! -e "$base" ]; then
  say "debootstrap makes $system from $mirror"
  [ -e "$keyring" ] || { say "the keys of $system are not at $keyring" >&2; exit 1; }
  script=/usr/share/debootstrap/scripts/$suite
  [ -e "$script" ] || script=/usr/share/debootstrap/scripts/gutsy  # Ubuntu's of every year since
  unshare --mount debootstrap --variant=minbase --keyring="$keyring" --include=ca-certificates,git,python3,sudo \
    "$suite" "$root" "$mirror" "$script" >"$store/$system-debootstrap.log"
  case $system in
    debian-*) parts=main security="$mirror-security $suite-security" ;;
    ubuntu-*) parts="main universe" security="$mirror $suite-security" ;;
  esac
  for place in "$mirror $suite" "$mirror $suite-updates" "$security"; do echo "deb $place $parts"; done \
    >"$root/etc/apt/sources.list"
  # As in any root that is not booted: a package that brings a service does not start it.
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod +x "$root/usr/sbin/policy-rc.d"
  rm -f "$root"/var/cache/apt/archives/*.deb
  tar --one-file-system -cf "$base.new" -C "$root" .
  mv "$base.new" "$base"
else
  tar -xf "$base" -C "$root"
fi
chmod 755 "$root"  # which mktemp gave to root alone

# The way to the network.
cp -L /etc/resolv.conf "$root/etc/resolv.conf"
echo "127.0.0.1 localhost $(uname -n)" >"$root/etc/hosts"
cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
[ ! -e /etc/pip.conf ] || cp -L /etc/pip.conf "$root/etc/pip.conf"
if command -v apt-config >/dev/null; then
  apt-config dump | grep -iE '^Acquire::[^ ]*(proxy|cainfo|caPath)' >"$root/etc/apt/apt.conf.d/90network" || true
fi
# A folder of wheels would be this machine's, not the user's.
env | grep -E '^(https?_proxy|no_proxy|HTTPS?_PROXY|NO_PROXY|PIP_|SSL_CERT_|CURL_CA_|REQUESTS_CA_|GIT_SSL_)' \
  | grep -v '^PIP_FIND_LINKS=' >"$root/etc/environment" || true
printf '%s\n' LANG=C.UTF-8 PIP_LOG=/var/tmp/pip.log PIP_PROGRESS_BAR=off >>"$root/etc/environment"

# The user, and the tree.
chroot "$root" useradd --create-home --shell /bin/bash pat
echo 'pat ALL=(ALL) NOPASSWD: ALL' >"$root/etc/sudoers.d/pat"
git clone --quiet --no-hardlinks "$tree" "$root/home/pat/pairwell"
user=$(chroot "$root" id -u pat)
chown -R "$user:$user" "$root/home/pat/pairwell"
[ -z "$(git -C "$tree" status --porcelain)" ] || say "what is not committed is not in it"

# The downloads, mounted where apt and pip keep theirs.
if [ -z "$warm" ]; then
  rm -rf "$store/$system/apt" "$store/$system/pip"
  mkdir -p "$store/$system/apt/partial" "$store/$system/pip"
fi
mkdir -p "$root/home/pat/.cache/pip"
chown -R "$user:$user" "$store/$system/pip" "$root/home/pat/.cache"

# What pip downloaded, and how long it waited for it: the time from a line of its log that asks to the next line.
pip_downloads() {
  [ -e "$root/var/tmp/pip.log" ] || return 0
  awk -F '[-T:, ]+' '
    !/^[0-9]+-[0-9]+-[0-9]+T/ { next }
    { now = (($3 * 24 + $4) * 60 + $5) * 60 + $6 + $7 / 1000 }
    asked { waited += now - before }
    { before = now; asked = /Getting page|Starting new HTTP|"GET | Downloading / }
    / Downloading .*\(.* [kM]B\)$/ { size = $(NF - 1); sub(/.*\(/, "", size); kB += size * ($NF ~ /M/ ? 1000 : 1) }
    END { printf "pip: fetched %.1f MB in %.0f s\n", kB / 1000, waited }
  ' "$root/var/tmp/pip.log"
  rm "$root/var/tmp/pip.log"
}

# as_user LOG OPTIONS: the command line in namespaces of its own, with the options of unshare.
as_user() {
  local log=$1 status=0
  shift
  # shellcheck disable=SC2016  # expanded inside
  unshare --mount --pid --fork --kill-child "$@" bash -euc '
    mount -t proc proc "$1/proc"
    mount --rbind /sys "$1/sys"
    mount --rbind /dev "$1/dev"
    mount --bind "$2/apt" "$1/var/cache/apt/archives"
    mount --bind "$2/pip" "$1/home/pat/.cache/pip"
    ! command -v ip >/dev/null || ip link set lo up
    exec chroot "$1" su --login pat --command "$3"
  ' as_user "$root" "$store/$system" \
    "cd pairwell && TIMEFORMAT='%0R s, of CPU %0U s user and %0S s system' && time { $command; }" \
    </dev/null 2>&1 | tee "$log" || status=$?
  say "$system: $command: exit status $status, $(tail -n 1 "$log")"
  { sed -n 's/^Fetched /apt: fetched /p' "$log"; pip_downloads; } | sed 's/^/fresh root: /'
  say "the log is $log"
  return "$status"
}

log=$store/$system-${task//[^A-Za-z0-9]/-}
log=${log:0:200}
as_user "$log${warm:+-warm}.log"
[ -z "$again" ] || as_user "$log-again.log" --net
