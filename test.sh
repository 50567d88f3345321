#!/usr/bin/env bash
# Builds everything with its gates and runs every test, on a machine that has the .NET SDK and little else.
# Fails on a failed test, on a skipped one, and when no test ran. The last line counts them.
#
#   bash test.sh                      everything
#   bash test.sh --filter Publishing  what `dotnet test --filter` takes
set -uo pipefail
cd "$(dirname "$0")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# What the tools print is read below, whatever the machine's language is.
export LC_ALL=C.UTF-8 DOTNET_CLI_UI_LANGUAGE=en

fail() {
    echo "test.sh: $1" >&2
    exit 1
}

# Where Support/Browser.cs and Support/PostgresCluster.cs look.
has_chromium() { [ -x /usr/bin/chromium ]; }
has_postgresql() { compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }

install_missing() {
    local missing=()
    has_chromium || missing+=(chromium)
    has_postgresql || missing+=(postgresql)
    [ ${#missing[@]} -eq 0 ] && return

    command -v apt-get >/dev/null || fail "missing: ${missing[*]} (and there is no apt-get to install it with)"
    local sudo=""
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "missing: ${missing[*]} (installing it takes root)"
        sudo="sudo"
    fi

    echo "Installing ${missing[*]}"
    # The tests start their own throw-away servers, so the package need not create one.
    $sudo mkdir -p /etc/postgresql-common
    [ -e /etc/postgresql-common/createcluster.conf ] ||
        echo "create_main_cluster = false" | $sudo tee /etc/postgresql-common/createcluster.conf >/dev/null
    local log
    log="$(mktemp)"
    if ! { $sudo apt-get update -qq && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
        tail -n 20 "$log" >&2
    fi
    rm -f "$log"
    has_chromium || fail "missing: chromium (apt-get could not install it)"
    has_postgresql || fail "missing: postgresql (apt-get could not install it)"
}

# The sum of one counter over the result files; a run that died leaves none.
count() {
    sed -n "s/.*<Counters [^>]*\b$1=\"\([0-9]*\)\".*/\1/p" "$results"/*.trx 2>/dev/null | awk '{ sum += $1 } END { print sum + 0 }'
}

install_missing

command -v dotnet >/dev/null || fail "missing: the .NET 10 SDK (dotnet)"
dotnet tool restore >/dev/null || fail "the local tools (.config/dotnet-tools.json) could not be restored"
dotnet build Broadcaster.sln --nologo --verbosity quiet || fail "the build failed"

results="$(mktemp -d)"
trap 'rm -rf "$results"' EXIT
# A test that hangs is named after a while in which none began or ended, instead of holding up everything for good.
dotnet test Broadcaster.Tests --no-build --nologo --logger trx --results-directory "$results" \
    --blame-hang --blame-hang-timeout 8m --blame-hang-dump-type none "$@"
exit_code=$?

total=$(count total)
executed=$(count executed)
passed=$(count passed)
failed=$((executed - passed))
skipped=$((total - executed))
if [ "$exit_code" -ne 0 ] && [ "$failed" -eq 0 ]; then
    echo "test.sh: the test run broke off (exit code $exit_code)" >&2
    failed=1
fi
[ "$((total + failed))" -gt 0 ] || echo "test.sh: no test ran" >&2
[ "$skipped" -eq 0 ] || echo "test.sh: a skipped test counts as a failure" >&2

echo
echo "$passed passed, $failed failed, $skipped skipped"
[ "$exit_code" -eq 0 ] && [ "$failed" -eq 0 ] && [ "$skipped" -eq 0 ] && [ "$passed" -gt 0 ]
