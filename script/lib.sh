# Shared by the scripts of this folder; source it, do not run it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# What is installed for the project alone; first on the PATH.
tools_dir=$PWD/.tools
export PATH="$tools_dir/node_modules/node/bin:$PATH"

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# mvn of this project: quiet about downloads, never interactive. Extra options come from MAVEN_OPTS as always.
maven() { mvn --batch-mode --no-transfer-progress "$@"; }

# java_at_least VERSION: the major version of the java on the PATH is VERSION or newer.
java_at_least() {
  local major
  major=$(java -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
  [ "${major:-0}" -ge "$1" ]
}

# node_at_least VERSION: the major version of the node on the PATH is VERSION or newer.
node_at_least() {
  local major
  major=$(node --version 2>/dev/null | sed -n 's/^v\([0-9]*\).*/\1/p')
  [ "${major:-0}" -ge "$1" ]
}
