namespace Broadcaster.Core.Publishing.Ledger;

/// <summary>The statements of <see cref="SqliteLedger"/>: the same as on PostgreSQL, a row at a time within one transaction.</summary>
internal static class SqliteSql
{
    public const string FindDueChannels = """
        SELECT c.workspace_id, c.id, c.connector, c.max_concurrency, c.rate_per_minute, c.circuit_open_until IS NOT NULL
        FROM channels c
        WHERE NOT c.paused AND NOT c.needs_reconnect AND c.deleted_at IS NULL
          AND (c.back_off_until IS NULL OR c.back_off_until <= @now)
          AND (c.circuit_open_until IS NULL OR c.circuit_open_until <= @now)
          AND EXISTS (SELECT 1 FROM publish_jobs j
                      WHERE j.channel_id = c.id AND j.status IN ('queued', 'retry_scheduled') AND j.next_attempt_at <= @now)
        """;

    public const string FindDue = """
        SELECT id, CASE WHEN attempt > 0 THEN (SELECT min(a.send_started_at) FROM publish_attempts a WHERE a.job_id = publish_jobs.id) END
        FROM publish_jobs
        WHERE channel_id = @channel AND status IN ('queued', 'retry_scheduled') AND next_attempt_at <= @now
          AND NOT EXISTS (SELECT 1 FROM publish_jobs b WHERE b.publication_id = publish_jobs.publication_id AND b.id <> publish_jobs.id AND b.status IN ('running', 'confirming', 'unconfirmed') AND NOT b.dry_run)
        ORDER BY next_attempt_at LIMIT @jobs
        """;

    public const string Claim = """
        UPDATE publish_jobs
        SET status = 'running', attempt = attempt + 1, node = @node, lease_until = @lease,
            started_at = coalesce(started_at, @now),
            lateness_ms = coalesce(lateness_ms, min(2147483647, max(0, (@now - run_at) / 1000))),
            progress = 0, completed_steps = 0, current_step = NULL, next_attempt_at = NULL, completed_at = NULL
        WHERE id = @id AND status IN ('queued', 'retry_scheduled') AND next_attempt_at <= @now
        RETURNING id, workspace_id, content_id, channel_id, attempt, failures, max_attempts, run_at, misfire, dry_run, resend_unknown, content_hash, correlation_id, started_at, publication_id, action, attempts, overwrite
        """;

    public const string TakeProbe = "UPDATE channels SET circuit_open_until = @until WHERE id = @id AND circuit_open_until <= @now";

    public const string ReturnProbe = "UPDATE channels SET circuit_open_until = @now WHERE id = @id AND circuit_open_until = @until";

    public const string Mine = """
        SELECT j.dry_run OR (NOT c.paused AND NOT c.needs_reconnect AND (c.back_off_until IS NULL OR c.back_off_until <= @now) AND (@probe OR c.circuit_open_until IS NULL))
               OR EXISTS (SELECT 1 FROM publish_attempts a WHERE a.job_id = j.id AND a.number = j.attempt)
        FROM publish_jobs j JOIN channels c ON c.id = j.channel_id
        WHERE j.id = @id AND j.attempt = @attempt AND j.status = 'running' AND j.node = @node
        """;

    public const string WriteIntent = """
        INSERT INTO publish_attempts (job_id, number, workspace_id, node, started_at, send_started_at, request_hash, correlation_id)
        VALUES (@id, @attempt, @workspace, @node, @started, @sent, @hash, @correlation)
        ON CONFLICT (job_id, number) DO NOTHING
        """;

    public const string GoPublishing = "UPDATE contents SET state = 'publishing', version = version + 1 WHERE id = @content AND state = 'scheduled'";

    public const string CompleteJob = """
        UPDATE publish_jobs
        SET status = @status, next_attempt_at = @next, failures = @failures, look_ups = @look_ups, pending_handle = @handle,
            error_kind = @kind, error_message = @message, error_hint = @hint, error_http_status = @http_status, error_field = @field,
            resend_unknown = @resend, attempts = attempts + @counts, node = NULL, lease_until = NULL,
            completed_at = CASE WHEN @ends THEN @at END,
            duration_ms = CASE WHEN @ends THEN min(2147483647, max(0, (@at - coalesce(
                @started, (SELECT a.started_at FROM publish_attempts a WHERE a.job_id = @id AND a.number = @attempt), started_at)) / 1000)) END,
            progress = CASE WHEN @status = 'succeeded' THEN 100 ELSE coalesce(@progress, progress) END,
            completed_steps = CASE WHEN @status = 'succeeded' THEN total_steps ELSE coalesce(@completed, completed_steps) END,
            current_step = NULL
        WHERE id = @id AND attempt = @attempt
          AND CASE @source
                WHEN 'attempt' THEN (status = 'running' AND node = @node) OR (@definite AND status IN ('running', 'unconfirmed', 'retry_scheduled', 'queued'))
                WHEN 'recovery' THEN status = 'running' AND lease_until <= @at
                     AND (@status <> 'queued' OR NOT EXISTS (SELECT 1 FROM publish_attempts a WHERE a.job_id = publish_jobs.id AND a.number = publish_jobs.attempt))
                ELSE status IN ('confirming', 'unconfirmed') END
        """;

    public const string Know = """
        UPDATE publications
        SET certainty = CASE WHEN @certainty IS NULL THEN certainty
                             WHEN @certainty = 'maybe_out' AND certainty <> 'not_out' THEN certainty
                             WHEN @certainty = 'partly_out' AND certainty IN ('out', 'removed') THEN certainty
                             ELSE @certainty END,
            evidence = coalesce(@evidence, evidence),
            first_sent_at = coalesce(first_sent_at, @sent),
            external_id = CASE WHEN @delivers THEN coalesce(@external, external_id) ELSE external_id END,
            permalink = CASE WHEN @delivers THEN coalesce(@permalink, permalink) ELSE permalink END,
            response = CASE WHEN @delivers THEN @response ELSE response END,
            platform_version = CASE WHEN @delivers THEN @platform ELSE platform_version END,
            content_hash = CASE WHEN @delivers THEN @hash ELSE content_hash END,
            current_content_id = CASE WHEN @delivers THEN @content ELSE current_content_id END,
            published_at = CASE WHEN @delivers THEN coalesce(published_at, @at) ELSE published_at END,
            updated_at = CASE WHEN @delivers AND @action = 'update' THEN @at ELSE updated_at END,
            removed_at = CASE WHEN @certainty = 'removed' THEN @at WHEN @delivers THEN NULL ELSE removed_at END,
            last_verified_at = CASE WHEN @seen IS NULL THEN last_verified_at ELSE @at END,
            still_there = CASE WHEN @delivers THEN NULL ELSE coalesce(@seen, still_there) END,
            next_verify_at = CASE WHEN @certainty = 'removed' THEN NULL ELSE coalesce(@verify, next_verify_at) END
        WHERE id = @publication
        """;

    public const string CompleteAttempt = """
        UPDATE publish_attempts
        SET completed_at = @at, outcome = @outcome, error = @error, requests = coalesce(@requests, requests), log = coalesce(@log, log),
               send_started_at = CASE WHEN @nothing_sent THEN NULL ELSE send_started_at END
        WHERE job_id = @id AND number = @attempt AND (outcome IS NULL OR @source <> 'recovery')
        """;

    public const string Standings = """
        SELECT c.state, c.approved_hash = c.hash, CASE WHEN p.content_id = c.id THEN p.certainty ELSE 'not_out' END, j.status
        FROM contents c
        LEFT JOIN publish_jobs j ON j.content_id = c.id AND NOT j.dry_run AND j.action IN ('publish', 'update')
          AND NOT EXISTS (SELECT 1 FROM publish_jobs n
                          WHERE n.content_id = j.content_id AND n.channel_id = j.channel_id AND n.id > j.id AND NOT n.dry_run AND n.action IN ('publish', 'update'))
        LEFT JOIN publications p ON p.id = j.publication_id
        WHERE c.id = @content AND c.state IN ('scheduled', 'publishing', 'published', 'partially_published', 'failed')
        """;

    public const string MoveContent = """
        UPDATE contents
        SET state = @state, version = version + 1,
            published_at = CASE WHEN @out THEN coalesce(published_at, @at) ELSE published_at END,
            scheduled_at = CASE WHEN @state IN ('approved', 'draft') THEN NULL ELSE scheduled_at END
        WHERE id = @content
        """;

    public const string ReleaseFollowers = """
        UPDATE publish_jobs SET run_at = @at + after_minutes * 60000000, next_attempt_at = @at + after_minutes * 60000000
        WHERE after_publication_id = @publication AND status = 'queued' AND next_attempt_at IS NULL
        """;

    public const string Renew = "UPDATE publish_jobs SET lease_until = @lease WHERE id = @id AND attempt = @attempt AND node = @node AND status = 'running'";

    public const string SaveProgress = """
        UPDATE publish_jobs SET progress = @percent, current_step = @step, completed_steps = @completed, total_steps = @total
        WHERE id = @id AND attempt = @attempt AND node = @node AND status = 'running'
        """;

    public const string Release = """
        UPDATE publish_jobs SET status = CASE WHEN failures > 0 THEN 'retry_scheduled' ELSE 'queued' END, next_attempt_at = @next, node = NULL, lease_until = NULL
        WHERE id = @id AND node = @node AND status = 'running'
        """;

    public const string Upcoming = """
        SELECT DISTINCT next_attempt_at FROM publish_jobs
        WHERE status IN ('queued', 'retry_scheduled') AND next_attempt_at > @now AND next_attempt_at <= @horizon
        ORDER BY next_attempt_at LIMIT @limit
        """;

    public const string ChannelWorks = """
        UPDATE channels SET last_delivery_at = CASE WHEN @delivered THEN max(coalesce(last_delivery_at, @at), @at) ELSE last_delivery_at END, consecutive_failures = 0,
               circuit_open_until = NULL, back_off_until = CASE WHEN back_off_until <= @at THEN NULL ELSE back_off_until END
        WHERE id = @id
          AND (consecutive_failures <> 0 OR circuit_open_until IS NOT NULL OR back_off_until <= @at
               OR (@delivered AND (last_delivery_at IS NULL OR last_delivery_at < @at - 1000000)))
        """;

    public const string ChannelFailed = """
        UPDATE channels SET consecutive_failures = consecutive_failures + @count, last_problem = @problem, last_problem_at = @at,
               circuit_open_until = CASE WHEN consecutive_failures + @count >= @threshold
                   THEN @at + @open * (1 << min(consecutive_failures + @count - @threshold, 4)) ELSE circuit_open_until END
        WHERE id = @id
        """;

    public const string ChannelBackOff = """
        UPDATE channels SET back_off_until = max(coalesce(back_off_until, @until), @until), last_problem = @problem, last_problem_at = @at,
               circuit_open_until = CASE WHEN circuit_open_until IS NULL THEN NULL ELSE @until END
        WHERE id = @id
        """;

    public const string ChannelReconnect = "UPDATE channels SET needs_reconnect = 1, last_problem = @problem, last_problem_at = @at, circuit_open_until = NULL WHERE id = @id";
}
