#!/usr/bin/env bash
# Adds a migration for both databases, or starts both anew.
#
#   bash migrations.sh AddTags          adds AddTags to Foundation/Data/Sqlite/Migrations and Foundation/Data/Postgres/Migrations
#   bash migrations.sh --reset Initial  deletes every migration and writes one called Initial
#                                       (only before the first release: no database could be upgraded)
set -euo pipefail
cd "$(dirname "$0")"

reset=false
if [ "${1:-}" = "--reset" ]; then
    reset=true
    shift
fi
name="${1:-}"
if [ -z "$name" ]; then
    echo "Say how the migration is called: bash migrations.sh [--reset] NAME" >&2
    exit 2
fi

dotnet tool restore >/dev/null
dotnet build Broadcaster.Core -p:RunAnalyzers=false --verbosity quiet --nologo

for database in Sqlite Postgres; do
    folder="Foundation/Data/$database/Migrations"
    if $reset; then
        rm -rf "Broadcaster.Core/$folder"
        # The snapshot that has just gone must not be in the assembly that the first migration is compared with.
        dotnet build Broadcaster.Core -p:RunAnalyzers=false --verbosity quiet --nologo
    fi
    dotnet ef migrations add "$name" \
        --project Broadcaster.Core --startup-project Broadcaster.Core --no-build \
        --context "${database}BroadcasterDbContext" \
        --output-dir "$folder"
done
