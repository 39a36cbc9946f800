# Tells what a server sees of disks, pools and services, one fact a line, words separated by tabs. Changes nothing.
# It is sent to `sh -s` on each server, which may be any POSIX shell; what is not installed is left out.
tab=$(printf '\t')
fact() {
  line=$1
  shift
  for word; do line=$line$tab$word; done
  printf '%s\n' "$line"
}
has() { command -v "$1" >/dev/null 2>&1; }

PATH=$PATH:/usr/sbin:/sbin:/usr/local/sbin
export PATH LC_ALL=C

fact halo-probe 1
fact name "$(hostname 2>/dev/null || uname -n)"
boot=$(cat "${HALO_PROBE_BOOT:-/proc/sys/kernel/random/boot_id}" 2>/dev/null) && fact boot "$boot"
if [ "$(id -u)" != 0 ]; then fact unprivileged "$(id -un)"; fi

# Disks by a name that is the same on every server that has them.
for disk in "${HALO_PROBE_DEV:-/dev}"/disk/by-id/wwn-*; do
  case $disk in
    *-part[0-9]* | *'*') ;;
    *) fact disk "${disk##*/}" ;;
  esac
done

if has zpool; then
  zpool list -H -o name,guid 2>/dev/null | while IFS=$tab read -r pool guid; do
    fact imported "$guid" "$pool" "$(zpool get -H -o value multihost "$pool" 2>/dev/null)" \
      "$(zpool get -H -o value cachefile "$pool" 2>/dev/null)"
  done
  # Pools that could be imported, or that another server has imported: name and id, each on a line of its own.
  zpool import 2>/dev/null | while read -r key value _; do
    case $key in
      pool:) pool=$value ;;
      id:) fact visible "$value" "$pool" ;;
    esac
  done
else
  fact missing zpool
fi

# Lustre targets that are mounted: what, and where.
while read -r device point type _; do
  case $type in
    lustre)
      case $device in
        *@*:*) ;; # a client
        *) fact target "$device" "$point" ;;
      esac
      ;;
  esac
done <"${HALO_PROBE_MOUNTS:-/proc/mounts}"

for script in "${OCF_ROOT:-/usr/lib/ocf}"/resource.d/heartbeat/ZFS "${OCF_ROOT:-/usr/lib/ocf}"/resource.d/lustre/Lustre; do
  if [ -x "$script" ]; then
    kind=${script#*/resource.d/}
    fact script "$kind"
  fi
done
if has halo-agent || [ -x /opt/halo/bin/halo-agent ]; then fact agent; fi

if has ipmitool; then
  ipmitool lan print 2>/dev/null | while IFS=: read -r key value; do
    case $key in
      'IP Address '*) case $key in *Source*) ;; *) fact bmc "${value# }" ;; esac ;;
    esac
  done
fi
fact end
