# What the logs of targets say: sourced by .ci/platforms.

# got TARGET KIND: the fields of the lines of a kind, with tabs between them.
got() {
  sed -n "s/^@$2\t//p" "$cache/logs/$1.log"
}

# The row of a target in the table: its fields, with tabs between them.
row() {
  local target=$1 totals demo
  if [[ $(got "$target" none) ]]; then
    printf '%s\t%s\n' "$target" "not run: $(got "$target" none)"
    return
  fi
  totals=$(got "$target" total | cut -f1-3)
  [[ $totals ]] || totals=$(printf '%s\t%s\t%s' '?' 'did not end' '?')
  demo=$(got "$target" demo | sed -E 's/^[0-9]+ jobs: ([0-9]+) ok, ([0-9]+) skipped, ([0-9]+) failed.*/\1 ok, \2 skipped, \3 failed/')
  [[ $only || $demo ]] || demo="did not end"
  printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$target" "$(got "$target" kernel)" "$(got "$target" libc)" \
    "$(got "$target" java)" "${demo:--}" "$totals" "$(got "$target" minutes)"
}

# Whether everything that a target was to do succeeded.
passed() {
  local fields
  IFS=$'\t' read -r -a fields < <(row "$1")
  [[ ${#fields[@]} == 9 && ${fields[6]} == 0 && (${fields[4]} == - || ${fields[4]} == *", 0 failed") ]]
}

all_passed() {
  local target
  for target in "$@"; do
    passed "$target" || return 1
  done
}

# A line for a target that has ended, and its failures.
summary() {
  note "$(row "$1" | awk -F'\t' 'NF == 2 { print $1 ": " $2; next }
    { print $1 ": demo " $5 "; " $6 " passed, " $7 " failed, " $8 " skipped; " $9 " minutes" }')"
  got "$1" failed | sed 's/^/         failed: /; s/\t/: /' >&2
}

# Prints the table, and the reasons of what was skipped.
print_table() {
  local target
  {
    printf 'target\tkernel\tC library\tJava\tdemo\tpassed\tfailed\tskipped\tminutes\n'
    for target in "$@"; do
      row "$target"
    done
  } | column -t -s $'\t'
  for target in "$@"; do
    [[ -z $(got "$target" skipped) ]] || printf '\nskipped on %s:\n' "$target"
    got "$target" skipped | sort -rn | sed 's/\t/  /'
  done
}

# ---- docs/platforms.md

document=docs/platforms.md

# kept TARGET HEADING: the rows that the document has for a target.
kept() {
  sed -n "/^## $2\$/,/^## /p" $document 2>/dev/null | grep "^| $1 |" || true
}

# As a row of Markdown.
markdown() {
  sed 's/|/\\|/g; s/\t/ | /g; s/^/| /; s/$/ |/'
}

how() {
  local kernel
  kernel=$(field "$1" 4)
  [[ $kernel != - ]] || { echo "this machine's kernel" && return; }
  # shellcheck disable=SC2046 # words of a command
  set -- $(emulator "$(field "$1" 2)")
  echo "$("$1" --version | sed -n 's/^QEMU emulator version \([0-9.]*\).*/QEMU \1/p'), \`$*\`"
}

# write_document TARGET ...: replaces the rows of these targets.
write_document() {
  local target new
  new=$(mktemp)
  {
    cat <<X
# Platforms

Written by \`.ci/platforms --write\`, which boots each kernel in an emulator, or enters namespaces with another JDK, and
there runs \`llsocket demo\` and the tests of core. What is left out, and why: [left-out](../.ci/platforms.d/left-out).
The machine that builds runs all tests on its own kernel (\`./mvnw verify\`).

## Results

| target | kernel | C library | Java | demo | passed | failed | skipped | minutes | when | how |
|---|---|---|---|---|---|---|---|---|---|---|
X
    for target in $(awk '!/^#/ && NF { print $1 }' $parts/targets); do
      if [[ " $* " != *" $target "* || $(got "$target" none) ]]; then
        kept "$target" Results | grep . || printf '%s\tnot run yet\n' "$target" | markdown
      else
        printf '%s\t%s\t%s\n' "$(row "$target")" "$(date +%F)" "$(how "$target")" | markdown
      fi
    done
    cat <<X

## Skipped tests

| target | tests | reason |
|---|---|---|
X
    for target in $(awk '!/^#/ && NF { print $1 }' $parts/targets); do
      if [[ " $* " != *" $target "* || $(got "$target" none) ]]; then
        kept "$target" "Skipped tests"
      else
        got "$target" skipped | sort -k1,1nr -k2 | sed "s/^/$target\t/" | markdown
      fi
    done
  } >"$new"
  mv "$new" $document
  chmod 644 $document
}
