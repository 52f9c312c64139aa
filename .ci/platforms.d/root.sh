# Root file systems of targets, made of Debian's packages, of which none is installed: sourced by .ci/platforms.

# What a guest needs beside its kernel and its JRE; kmod loads liblzma if it is there.
guest_packages=dash,coreutils,sed,grep,netbase,iproute2,util-linux,mount,kmod,liblzma5,libc-bin

# The repositories of a suite on the machine's own mirror.
repositories() {
  local suite=$1 mirror keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
    grep -E '/debian/?$' | head -n 1 || true)
  mirror=${mirror:-http://deb.debian.org/debian}
  echo "deb [signed-by=$keyring] $mirror $suite main"
  [[ $suite == sid ]] ||
    echo "deb [signed-by=$keyring] ${mirror%/}-security $suite-security main"
}

# make_root DIRECTORY ARCH SUITE PACKAGES KERNEL: fetches and unpacks packages with all that they need. KERNEL is a package
# that depends on the current kernel, or -; the mirror may have the kernel and not that package.
make_root() {
  local root=$1 arch=$2 suite=$3 packages=$4 tar=$1.tar kernel=()
  [[ $5 == - ]] || kernel=(--include="?reverse-depends(?exact-name($5))")
  repositories "$suite" >"$root.list"
  mmdebstrap --quiet --variant=extract --architectures="$arch" --include="$packages" "${kernel[@]}" \
    --skip=check/qemu --aptopt='Acquire::Languages "none"' --aptopt='Acquire::Check-Valid-Until "false"' \
    "$suite" "$tar" "$root.list" </dev/null || return
  rm -rf "$root"
  mkdir "$root"
  tar -xf "$tar" -C "$root" --no-same-owner --exclude='./dev/*' --exclude='./var/cache/*' --exclude='./var/lib/apt/*' \
    --exclude='./usr/share/doc/*' --exclude='./usr/share/man/*' --exclude='./usr/share/locale/*' || return
  rm -f "$tar" "$root.list"
  complete_root "$root"
}

# What the packages' scripts would have made, or a small part of it.
complete_root() {
  local root=$1 part
  for part in bin sbin lib lib64; do
    [[ -e $root/$part || ! -d $root/usr/$part ]] || ln -s "usr/$part" "$root/$part"
  done
  mkdir -p "$root"/{proc,sys,dev,tmp,run,root,etc}
  [[ -e $root/bin/sh ]] || ln -s dash "$root/bin/sh"
  printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/bin/false\n' >"$root/etc/passwd"
  printf 'root:x:0:\nnogroup:x:65534:\n' >"$root/etc/group"
  printf '127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n' >"$root/etc/hosts"
  printf 'hosts: files\nservices: files\nprotocols: files\n' >"$root/etc/nsswitch.conf"
}

# Moves the newest kernel out of a root, and removes others and the modules that no test needs.
take_kernel() {
  local root=$1 kernel=$2 modules release
  modules=$root/usr/lib/modules
  [[ -d $modules ]] || modules=$root/lib/modules
  release=$(ls "$modules" | sort -V | tail -n 1)
  [[ $release ]] || return
  cp "$modules/$release"/vmlinu[xz]* "$kernel" 2>/dev/null || cp "$root/boot"/vmlinu[xz]-"$release" "$kernel" || return
  find "$modules" -mindepth 1 -maxdepth 1 ! -name "$release" -exec rm -r {} +
  modules=$modules/$release
  rm -rf "$root/boot" "$modules"/vmlinu[xz]*
  find "$modules/kernel" -type f \
    ! -path '*/kernel/net/*' ! -path '*/kernel/lib/*' ! -path '*/crypto/*' \
    ! -path '*/drivers/net/tun.ko*' ! -path '*/drivers/net/veth.ko*' -delete
}

# copy_jdk HOME ROOT: the JDK of this machine, without what compiles.
copy_jdk() {
  mkdir -p "$2/usr/lib/jvm/own"
  tar -c -C "$1" --dereference --exclude=./jmods --exclude=./man --exclude=./include --exclude=./legal --exclude=./demo \
    --exclude=./lib/src.zip --exclude=./lib/ct.sym . | tar -x -C "$2/usr/lib/jvm/own"
}

# pack DIRECTORY FILE: an archive that a kernel unpacks as its first file system.
pack() {
  (cd "$1" && find . | cpio --quiet -o -H newc -R 0:0) >"$2"
}
