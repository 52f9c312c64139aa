# Runs a target: sourced by .ci/platforms.

# The emulator of an architecture, and the machine it is to be.
emulator() {
  case $1 in
  amd64) echo "qemu-system-x86_64 -machine q35 -cpu max" ;;
  arm64) echo "qemu-system-aarch64 -machine virt,gic-version=3 -cpu max,pauth-impdef=on" ;;
  riscv64) echo "qemu-system-riscv64 -machine virt -cpu rv64" ;;
  # With the vector facility checksums of current kernels are wrong, and every packet is dropped.
  s390x) echo "qemu-system-s390x -machine s390-ccw-virtio -cpu max,vx=off,vxeh=off" ;;
  ppc64el) echo "qemu-system-ppc64 -machine pseries -cpu POWER9" ;;
  esac
}

# Installs an emulator, whose package has not the same name in every release.
install_emulator() {
  local command packages package
  command=$(emulator "$1" | cut -d' ' -f1)
  case $1 in
  amd64) packages=qemu-system-x86 ;;
  arm64) packages=qemu-system-arm ;;
  ppc64el) packages=qemu-system-ppc ;;
  riscv64) packages="qemu-system-riscv qemu-system-misc" ;;
  s390x) packages="qemu-system-s390x qemu-system-misc" ;;
  esac
  for package in $packages; do
    ! command -v "$command" >/dev/null || return 0
    ! apt-cache show "$package" >/dev/null 2>&1 || .ci/install "$package"
  done
  command -v "$command" >/dev/null
}

console() {
  case $1 in
  arm64) echo ttyAMA0 ;;
  s390x) echo ttysclp0 ;;
  ppc64el) echo hvc0 ;;
  *) echo ttyS0 ;;
  esac
}

# boot ARCH KERNEL INITRD ENVIRONMENT: a guest, until it powers off.
boot() {
  local arch=$1 kernel=$2 initrd=$3 environment=$4 accelerators
  accelerators=(-accel tcg,thread=multi)
  [[ $arch != "$(dpkg --print-architecture)" || ! -w /dev/kvm ]] || accelerators=(-accel kvm "${accelerators[@]}")
  # shellcheck disable=SC2046 # words of a command
  timeout "$limit" $(emulator "$arch") "${accelerators[@]}" -smp 2 -m 4G -nographic -no-reboot -net none \
    -kernel "$kernel" -initrd "$initrd" \
    -append "console=$(console "$arch") quiet loglevel=3 panic=-1 $environment" </dev/null
}

# enter ROOT ENVIRONMENT: the same in namespaces of this machine's kernel.
enter() {
  local root=$1 environment=$2 as_root=()
  ((EUID == 0)) || as_root=(--map-root-user)
  # shellcheck disable=SC2086 # words
  timeout "$limit" unshare "${as_root[@]}" --mount --net --pid --fork --kill-child -- sh -e -c '
    mount --bind "$1" "$1" # unshare(1) needs a root that is a mount
    mount --rbind /dev "$1/dev"
    exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HERE=1 '"$environment"' chroot "$1" /init' sh "$root" </dev/null
}
