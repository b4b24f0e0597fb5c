import { SqlClient } from "@effect/sql"
import { Effect } from "effect"

/**
 * Which process owns which shard. A row in `runners` is the lease of one process: it is renewed by the database's clock,
 * whoever finds it expired removes it, and a process whose row was removed never gets it back. A shard may change hands when
 * its owner has released it or has no row any more; each time its epoch grows, and a commit names the epoch it was decided
 * under.
 */
export const migration = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql.unsafe(`
    create function ensure_metrics_month(month date) returns void language plpgsql as $$
    begin
      execute format(
        'create table if not exists %I partition of metrics for values from (%L) to (%L)',
        'metrics_' || to_char(month, 'YYYY_MM'), month || ' 00:00+00', (month + interval '1 month')::date || ' 00:00+00'
      );
    end $$;

    create sequence runner_incarnations as integer;
    create table runners (
      incarnation integer primary key,
      address text not null unique,
      runner text not null,
      leaving boolean not null default false,
      drain_requested boolean not null default false,
      let_go text[] not null default '{}',
      backend integer,
      joined_at timestamptz not null default clock_timestamp(),
      renewed_at timestamptz not null default clock_timestamp(),
      expires_at timestamptz not null
    ) with (fillfactor = 50);
    comment on column runners.let_go is 'shards that an operator wants loaded anew';
    comment on column runners.backend is 'the session that renews: it ends with its process, sooner than the lease does';
    create table shard_leases (
      shard text primary key,
      incarnation integer not null,
      epoch bigint not null default 1,
      released boolean not null default false,
      since timestamptz not null default clock_timestamp()
    ) with (fillfactor = 50);
    comment on column shard_leases.epoch is 'grows with each change of hands: a commit under an older one is refused';

    create table runner_status (
      incarnation integer primary key,
      at timestamptz not null default clock_timestamp(),
      status jsonb not null
    ) with (fillfactor = 50);
    create table cluster_events (
      id bigint generated always as identity primary key,
      at timestamptz not null default clock_timestamp(),
      kind text not null constraint cluster_event_kind check (kind in ('joined', 'left', 'died', 'moved')),
      runner text not null,
      shards integer
    );

    create function is_alive(expires timestamptz) returns boolean language sql volatile as $$
      select expires > clock_timestamp()
        or (clock_timestamp() < pg_postmaster_start_time() + interval '3 seconds'
          and expires > pg_postmaster_start_time() - interval '1 minute')
    $$;
    comment on function is_alive is 'nobody could renew while the server was away: after its start all get time to';

    create function runner_join(p_address text, p_runner text, p_lease interval) returns setof integer
    language plpgsql as $$
    begin
      delete from runners where address = p_address and not is_alive(expires_at);
      insert into cluster_events (kind, runner)
        select 'joined', p_address where not exists (select 1 from runners where address = p_address);
      return query insert into runners (incarnation, address, runner, backend, expires_at)
        values (nextval('runner_incarnations')::integer, p_address, p_runner, pg_backend_pid(), clock_timestamp() + p_lease)
        on conflict (address) do nothing returning incarnation;
    end $$;

    create function runner_renew(p_incarnation integer, p_lease interval) returns table (drain boolean, let_go text[])
    language plpgsql as $$
    #variable_conflict use_column
    begin
      perform set_config('synchronous_commit', 'off', true);
      return query
        with asked as (
          select r.let_go as shards from runners r where r.incarnation = p_incarnation for update
        )
        update runners r set renewed_at = clock_timestamp(), expires_at = clock_timestamp() + p_lease,
          backend = pg_backend_pid(), let_go = '{}'
        from asked where r.incarnation = p_incarnation returning r.drain_requested, asked.shards;
      if found then
        with dead as (delete from runners r where r.incarnation in (
          select d.incarnation from runners d
          where d.incarnation <> p_incarnation and (not is_alive(d.expires_at)
            or (d.renewed_at < clock_timestamp() - interval '400 milliseconds'
              and not exists (select 1 from pg_stat_activity a where a.pid = d.backend)
              and clock_timestamp() > pg_postmaster_start_time() + interval '3 seconds'))
          for update skip locked
        ) returning r.incarnation, r.address), forgotten as (
          delete from runner_status s using dead where s.incarnation = dead.incarnation
        )
        insert into cluster_events (kind, runner, shards) select 'died', dead.address, (
          select count(*) from shard_leases l where l.incarnation = dead.incarnation and not l.released
        ) from dead;
      end if;
    end $$;

    create function lease_lock_wait(p_incarnation integer) returns void language plpgsql as $$
    begin
      perform set_config('lock_timeout', '300ms', true);
      begin
        perform pg_advisory_xact_lock(hashtext('promoteros/commit'), p_incarnation);
      exception when lock_not_available then
        perform pg_terminate_backend(pid) from pg_locks
          join (select 1 where not exists (select 1 from runners where incarnation = p_incarnation)) gone on true
          where locktype = 'advisory' and classid::bigint = hashtext('promoteros/commit')::oid::bigint
            and objid::bigint = p_incarnation and granted and pid <> pg_backend_pid();
        perform set_config('lock_timeout', '3s', true);
        perform pg_advisory_xact_lock(hashtext('promoteros/commit'), p_incarnation);
      end;
      perform set_config('lock_timeout', '0', true);
    end $$;
    comment on function lease_lock_wait is
      'waits for the commits that a former owner has under way; ends those of one that was stopped in the middle';

    create function lease_take(p_incarnation integer, p_shards text[]) returns table (shard text, epoch bigint)
    language plpgsql as $$
    #variable_conflict use_column
    declare
      v_former integer;
      v_formers integer[] := '{}';
      v_taken integer;
    begin
      for v_former in
        select distinct l.incarnation from shard_leases l
        where l.shard = any (p_shards) and l.incarnation <> p_incarnation
          and (l.released or not exists (select 1 from runners r where r.incarnation = l.incarnation))
        order by 1
      loop
        perform lease_lock_wait(v_former);
        v_formers := v_formers || v_former;
      end loop;
      return query
        insert into shard_leases as l (shard, incarnation)
        select s, p_incarnation from unnest(p_shards) s
        where exists (select 1 from runners r where r.incarnation = p_incarnation)
        order by s
        on conflict (shard) do update set
          incarnation = excluded.incarnation, epoch = l.epoch + 1, released = false, since = clock_timestamp()
          where l.incarnation = p_incarnation or l.incarnation = any (v_formers)
            and (l.released or not exists (select 1 from runners r where r.incarnation = l.incarnation))
        returning l.shard, l.epoch;
      get diagnostics v_taken = row_count;
      if v_taken > 0 then
        insert into cluster_events (kind, runner, shards)
          select 'moved', r.address, v_taken from runners r where r.incarnation = p_incarnation;
      end if;
    end $$;

    create function runner_remove(p_incarnation integer) returns void language sql as $$
      with gone as (delete from runners where incarnation = p_incarnation returning address), forgotten as (
        delete from runner_status where incarnation = p_incarnation
      )
      insert into cluster_events (kind, runner) select 'left', address from gone
    $$;

    create function commit_fence(p_streams text[], p_incarnations integer[], p_shards text[], p_epochs bigint[])
    returns text[] language plpgsql as $$
    begin
      perform pg_advisory_xact_lock_shared(hashtext('promoteros/commit'), i)
        from (select distinct unnest(p_incarnations) as i order by 1) held;
      if exists (
        select 1 from unnest(p_shards, p_epochs) as q(shard, epoch)
        left join shard_leases l on l.shard = q.shard where l.epoch is distinct from q.epoch
      ) then
        raise exception 'a shard of this commit has another owner' using errcode = 'FN001';
      end if;
      return p_streams;
    end $$;
  `)
})
