namespace Broadcaster.Core.Publishing.Ledger;

/// <summary>The statements of <see cref="PostgresLedger"/>. Parameters are positional, so that Npgsql rewrites nothing.</summary>
internal static class PostgresSql
{
    public const string FindDueChannels = """
        SELECT c.workspace_id, c.id, c.connector, c.max_concurrency, c.rate_per_minute, c.circuit_open_until IS NOT NULL
        FROM channels c
        WHERE NOT c.paused AND NOT c.needs_reconnect AND c.deleted_at IS NULL
          AND (c.back_off_until IS NULL OR c.back_off_until <= $1)
          AND (c.circuit_open_until IS NULL OR c.circuit_open_until <= $1)
          AND EXISTS (SELECT 1 FROM publish_jobs j
                      WHERE j.channel_id = c.id AND j.status IN ('queued', 'retry_scheduled') AND j.next_attempt_at <= $1)
        """;

    public const string Claim = """
        WITH due AS (
            SELECT j.id
            FROM unnest($1, $2) AS want(channel_id, jobs)
            CROSS JOIN LATERAL (
                SELECT q.id FROM publish_jobs q
                WHERE q.channel_id = want.channel_id AND q.status IN ('queued', 'retry_scheduled') AND q.next_attempt_at <= $3
                  AND NOT EXISTS (SELECT 1 FROM publish_jobs b WHERE b.publication_id = q.publication_id AND b.id <> q.id AND b.status IN ('running', 'confirming', 'unconfirmed') AND NOT b.dry_run)
                ORDER BY q.next_attempt_at
                LIMIT want.jobs
                FOR UPDATE SKIP LOCKED) j)
        UPDATE publish_jobs j
        SET status = 'running', attempt = j.attempt + 1, node = $5, lease_until = $4,
            started_at = coalesce(j.started_at, $3),
            lateness_ms = coalesce(j.lateness_ms, least(2147483647, greatest(0, extract(epoch FROM $3 - j.run_at) * 1000))::int),
            progress = 0, completed_steps = 0, current_step = NULL, next_attempt_at = NULL, completed_at = NULL
        FROM due
        WHERE j.id = due.id
        RETURNING j.id, j.workspace_id, j.content_id, j.channel_id, j.attempt, j.failures, j.max_attempts, j.run_at,
                  j.misfire, j.dry_run, j.resend_unknown, j.content_hash, j.correlation_id, j.started_at, j.publication_id, j.action, j.attempts, j.overwrite,
                  CASE WHEN j.attempt > 1 THEN (SELECT min(a.send_started_at) FROM publish_attempts a WHERE a.job_id = j.id) END
        """;

    public const string TakeProbe = "UPDATE channels SET circuit_open_until = $3 WHERE id = $1 AND circuit_open_until <= $2";

    public const string ReturnProbe = "UPDATE channels SET circuit_open_until = $3 WHERE id = $1 AND circuit_open_until = $2";

    // The row lock puts this in order with a cancel and with a recovery of the same job: exactly one of them sees the other.
    // By id alone, so that the rows come by their key: the planner takes the few running ones for fewer than they are in a rush.
    // What a pause, an open circuit or a platform's wish to wait says holds for what was claimed before it as well.
    public const string Begin = """
        WITH i AS (SELECT * FROM unnest($1, $2, $3, $4, $5, $7) AS i(job_id, attempt, request_hash, started_at, send_started_at, probe)),
        held AS (
            SELECT id, attempt, status, node, workspace_id, content_id, channel_id, correlation_id, dry_run, action
            FROM publish_jobs WHERE id = ANY($1) ORDER BY id FOR UPDATE),
        mine AS (
            SELECT i.*, j.workspace_id, j.content_id, j.correlation_id, j.dry_run, j.action,
                   j.dry_run OR (NOT c.paused AND NOT c.needs_reconnect AND (c.back_off_until IS NULL OR c.back_off_until <= $8)
                   AND (i.probe OR c.circuit_open_until IS NULL)) AS open
            FROM i JOIN held j ON j.id = i.job_id JOIN channels c ON c.id = j.channel_id
            WHERE j.attempt = i.attempt AND j.status = 'running' AND j.node = $6),
        written AS (
            INSERT INTO publish_attempts (job_id, number, workspace_id, node, started_at, send_started_at, request_hash, correlation_id)
            SELECT job_id, attempt, workspace_id, $6, started_at, send_started_at, request_hash, correlation_id FROM mine WHERE open
            ON CONFLICT (job_id, number) DO NOTHING),
        going AS (
            UPDATE contents c SET state = 'publishing', version = c.version + 1
            FROM (SELECT DISTINCT content_id FROM mine WHERE open AND NOT dry_run AND action IN ('publish', 'update')) m
            WHERE c.id = m.content_id AND c.state = 'scheduled')
        SELECT job_id, open OR EXISTS (SELECT 1 FROM publish_attempts a WHERE a.job_id = mine.job_id AND a.number = mine.attempt) FROM mine
        """;

    // Only what holds the lease keeps it; who is not among the answers has been taken over.
    public const string Renew = "UPDATE publish_jobs SET lease_until = $3 WHERE id = ANY($1) AND node = $2 AND status = 'running' RETURNING id, attempt";

    public const string SaveProgress = """
        UPDATE publish_jobs j SET progress = p.percent, current_step = p.step, completed_steps = p.completed, total_steps = p.total
        FROM unnest($1, $2, $3, $4, $5, $6) AS p(id, attempt, percent, step, completed, total)
        WHERE j.id = p.id AND j.attempt = p.attempt AND j.node = $7 AND j.status = 'running'
        """;

    public const string Release = """
        UPDATE publish_jobs SET status = CASE WHEN failures > 0 THEN 'retry_scheduled' ELSE 'queued' END, next_attempt_at = $3, node = NULL, lease_until = NULL
        WHERE id = ANY($1) AND node = $2 AND status = 'running'
        """;

    public const string Upcoming = """
        SELECT DISTINCT next_attempt_at FROM publish_jobs
        WHERE status IN ('queued', 'retry_scheduled') AND next_attempt_at > $1 AND next_attempt_at <= $2
        ORDER BY next_attempt_at LIMIT $3
        """;

    // 'attempt': the holder of the number, also late, when it brings certainty and nobody has begun anew.
    // 'recovery': only when the lease really ran out. 'look_up': only what is still open.
    public const string CompleteJobs = """
        WITH o AS (
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33)
            AS o(job_id, attempt, source, definite, status, next_attempt_at, failures, look_ups, pending_handle, error_kind, error_message,
                 error_hint, error_http_status, error_field, resend_unknown, at, ends, started_at, progress, completed_steps, counts,
                 says, certainty, evidence, sent_at, delivers, external_id, permalink, response, platform_version, content_hash, seen, next_verify_at)),
        moved AS (
            UPDATE publish_jobs j
            SET status = o.status, next_attempt_at = o.next_attempt_at, failures = o.failures, look_ups = o.look_ups,
                pending_handle = o.pending_handle, error_kind = o.error_kind, error_message = o.error_message, error_hint = o.error_hint,
                error_http_status = o.error_http_status, error_field = o.error_field, resend_unknown = o.resend_unknown,
                attempts = j.attempts + CASE WHEN o.counts THEN 1 ELSE 0 END, node = NULL, lease_until = NULL,
                completed_at = CASE WHEN o.ends THEN o.at END,
                duration_ms = CASE WHEN o.ends THEN least(2147483647, greatest(0, extract(epoch FROM o.at - coalesce(
                    o.started_at, (SELECT a.started_at FROM publish_attempts a WHERE a.job_id = j.id AND a.number = j.attempt), j.started_at)) * 1000))::int END,
                progress = CASE WHEN o.status = 'succeeded' THEN 100 ELSE coalesce(o.progress, j.progress) END,
                completed_steps = CASE WHEN o.status = 'succeeded' THEN j.total_steps ELSE coalesce(o.completed_steps, j.completed_steps) END,
                current_step = NULL
            FROM o
            WHERE j.id = o.job_id AND j.attempt = o.attempt
              AND CASE o.source
                    WHEN 'attempt' THEN (j.status = 'running' AND j.node = $34) OR (o.definite AND j.status IN ('running', 'unconfirmed', 'retry_scheduled', 'queued'))
                    WHEN 'recovery' THEN j.status = 'running' AND j.lease_until <= o.at
                         AND (o.status <> 'queued' OR NOT EXISTS (SELECT 1 FROM publish_attempts a WHERE a.job_id = j.id AND a.number = j.attempt))
                    ELSE j.status IN ('confirming', 'unconfirmed') END
            RETURNING j.id, j.publication_id, j.content_id, j.action),
        known AS (
            UPDATE publications p
            SET certainty = CASE WHEN o.certainty IS NULL THEN p.certainty
                                 WHEN o.certainty = 'maybe_out' AND p.certainty <> 'not_out' THEN p.certainty
                                 WHEN o.certainty = 'partly_out' AND p.certainty IN ('out', 'removed') THEN p.certainty
                                 ELSE o.certainty END,
                evidence = coalesce(o.evidence, p.evidence),
                first_sent_at = coalesce(p.first_sent_at, o.sent_at),
                external_id = CASE WHEN o.delivers THEN coalesce(o.external_id, p.external_id) ELSE p.external_id END,
                permalink = CASE WHEN o.delivers THEN coalesce(o.permalink, p.permalink) ELSE p.permalink END,
                response = CASE WHEN o.delivers THEN o.response ELSE p.response END,
                platform_version = CASE WHEN o.delivers THEN o.platform_version ELSE p.platform_version END,
                content_hash = CASE WHEN o.delivers THEN o.content_hash ELSE p.content_hash END,
                current_content_id = CASE WHEN o.delivers THEN m.content_id ELSE p.current_content_id END,
                published_at = CASE WHEN o.delivers THEN coalesce(p.published_at, o.at) ELSE p.published_at END,
                updated_at = CASE WHEN o.delivers AND m.action = 'update' THEN o.at ELSE p.updated_at END,
                removed_at = CASE WHEN o.certainty = 'removed' THEN o.at WHEN o.delivers THEN NULL ELSE p.removed_at END,
                last_verified_at = CASE WHEN o.seen IS NULL THEN p.last_verified_at ELSE o.at END,
                still_there = CASE WHEN o.delivers THEN NULL ELSE coalesce(o.seen, p.still_there) END,
                next_verify_at = CASE WHEN o.certainty = 'removed' THEN NULL ELSE coalesce(o.next_verify_at, p.next_verify_at) END
            FROM moved m JOIN o ON o.job_id = m.id
            WHERE p.id = m.publication_id AND o.says)
        SELECT id FROM moved
        """;

    // The attempt itself knows best, also when it speaks late; a recovery only guesses, where nobody has spoken.
    public const string CompleteAttempts = """
        UPDATE publish_attempts a
        SET completed_at = o.at, outcome = o.outcome, error = o.error,
            requests = coalesce(o.requests, a.requests), log = coalesce(o.log, a.log),
            send_started_at = CASE WHEN o.nothing_sent THEN NULL ELSE a.send_started_at END
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) AS o(job_id, number, at, outcome, error, requests, log, nothing_sent, recovery)
        WHERE a.job_id = o.job_id AND a.number = o.number AND (a.outcome IS NULL OR NOT o.recovery)
        """;

    // Whoever recovers a job looks whether it was begun only when nobody can begin it any more.
    public const string LockJobs = "SELECT 1 FROM publish_jobs WHERE id = ANY($1) ORDER BY id FOR UPDATE";

    // Two transactions that end the last two jobs of one piece would each see the other's as running: one after the other.
    public const string LockContents = "SELECT 1 FROM contents WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE";

    // What the fold (ContentProgress) is made over: of each publication the newest job that brings something out. A
    // statement of its own, so that it sees the moved jobs.
    public const string Standings = """
        SELECT c.id, c.state, c.approved_hash = c.hash, CASE WHEN p.content_id = c.id THEN p.certainty ELSE 'not_out' END, j.status
        FROM contents c
        LEFT JOIN publish_jobs j ON j.content_id = c.id AND NOT j.dry_run AND j.action IN ('publish', 'update')
          AND NOT EXISTS (SELECT 1 FROM publish_jobs n
                          WHERE n.content_id = j.content_id AND n.channel_id = j.channel_id AND n.id > j.id AND NOT n.dry_run AND n.action IN ('publish', 'update'))
        LEFT JOIN publications p ON p.id = j.publication_id
        WHERE c.id = ANY($1) AND c.state IN ('scheduled', 'publishing', 'published', 'partially_published', 'failed')
        """;

    public const string MoveContents = """
        UPDATE contents c
        SET state = n.state, version = c.version + 1,
            published_at = CASE WHEN n.out THEN coalesce(c.published_at, $4) ELSE c.published_at END,
            scheduled_at = CASE WHEN n.state IN ('approved', 'draft') THEN NULL ELSE c.scheduled_at END
        FROM unnest($1, $2, $3) AS n(id, state, out)
        WHERE c.id = n.id
        """;

    // Seen to be out: what waited for it has its time now.
    public const string ReleaseFollowers = """
        UPDATE publish_jobs j SET run_at = $2 + j.after_minutes * interval '1 minute', next_attempt_at = $2 + j.after_minutes * interval '1 minute'
        WHERE j.after_publication_id = ANY($1) AND j.status = 'queued' AND j.next_attempt_at IS NULL
        """;

    // A channel that works all the time says so once a second: its one row would be rewritten by every group of outcomes.
    public const string ChannelWorks = """
        UPDATE channels SET last_delivery_at = CASE WHEN $3 THEN greatest(coalesce(last_delivery_at, $2), $2) ELSE last_delivery_at END, consecutive_failures = 0,
               circuit_open_until = NULL, back_off_until = CASE WHEN back_off_until <= $2 THEN NULL ELSE back_off_until END
        WHERE id = $1
          AND (consecutive_failures <> 0 OR circuit_open_until IS NOT NULL OR back_off_until <= $2
               OR ($3 AND (last_delivery_at IS NULL OR last_delivery_at < $2 - interval '1 second')))
        """;

    public const string ChannelFailed = """
        UPDATE channels SET consecutive_failures = consecutive_failures + $2, last_problem = $3, last_problem_at = $4,
               circuit_open_until = CASE WHEN consecutive_failures + $2 >= $5 THEN $4 + $6 * interval '1 second' * power(2, least(consecutive_failures + $2 - $5, 4)) ELSE circuit_open_until END
        WHERE id = $1
        """;

    public const string ChannelBackOff = """
        UPDATE channels SET back_off_until = greatest(coalesce(back_off_until, $2), $2), last_problem = $3, last_problem_at = $4,
               circuit_open_until = CASE WHEN circuit_open_until IS NULL THEN NULL ELSE $2 END
        WHERE id = $1
        """;

    public const string ChannelReconnect = "UPDATE channels SET needs_reconnect = TRUE, last_problem = $2, last_problem_at = $3, circuit_open_until = NULL WHERE id = $1";
}
