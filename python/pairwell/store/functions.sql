-- What a login may do in a store on PostgreSQL beyond reading: every function runs as the owner of
-- the store, and asks who is logged in. Made anew with every version of the store.

CREATE OR REPLACE FUNCTION access.is_owner() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT pg_has_role(session_user, current_user, 'MEMBER')
$$;

-- The programmes at whose desk this login may sit.
CREATE OR REPLACE FUNCTION access.programmes(at_desk text) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(array_agg(a.programme), '{}') FROM access.allowed a
  WHERE a.login = to_regrole(quote_ident(session_user)) AND a.desk = at_desk
$$;

CREATE OR REPLACE FUNCTION access.check(its_programme text, at_desk text) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT access.is_owner() AND (
    its_programme <> ALL (access.programmes(at_desk))
    OR NOT pg_has_role(
      session_user, 'pairwell_' || at_desk || '_' || (SELECT id FROM access.store), 'MEMBER'
    )
  ) THEN
    RAISE EXCEPTION 'this login does not sit at that desk' USING ERRCODE = '42501';
  END IF;
END $$;

-- Wait until nobody else changes the programme; who erases waits for all readers and writers too.
-- The gate comes first, always, so that no two wait for each other.
CREATE OR REPLACE FUNCTION access.begin(its_programme text, at_desk text, erasing boolean)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM access.check(its_programme, at_desk);
  IF erasing THEN
    IF NOT access.is_owner() AND at_desk <> 'custodian' THEN
      RAISE EXCEPTION 'only the custodian erases' USING ERRCODE = '42501';
    END IF;
    LOCK TABLE access.gate IN ACCESS EXCLUSIVE MODE;
  ELSE
    LOCK TABLE access.gate IN ACCESS SHARE MODE;
  END IF;
  PERFORM FROM access.turn t WHERE t.programme = its_programme FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO access.turn VALUES (its_programme) ON CONFLICT DO NOTHING;
    PERFORM FROM access.turn t WHERE t.programme = its_programme FOR UPDATE;
  END IF;
END $$;

-- Called by functions of this file alone, which settle the search path.
CREATE OR REPLACE FUNCTION access.digest(canonical text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(sha256(convert_to(canonical, 'UTF8')), 'hex')
$$;

-- The digest of a row of content, from the one JSON text that stands for it: see _ledger.py.
CREATE OR REPLACE FUNCTION access.row_digest(kind text, content jsonb) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT access.digest(
    '[' || to_json(kind)::text || ',{'
    || string_agg(to_json(key)::text || ':' || value::text, ',' ORDER BY key COLLATE "C")
    || '}]'
  )
  FROM jsonb_each(content)
$$;

-- Have the files hold nothing of deleted rows: the table, its long values and its indexes are
-- written anew with what is there, and the old files go when this transaction is kept.
CREATE OR REPLACE FUNCTION access.rewrite(part text, kind text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  LOCK TABLE access.gate IN ACCESS EXCLUSIVE MODE;
  EXECUTE format('ALTER TABLE %I.%I ALTER COLUMN salt TYPE text USING salt || %L', part, kind, '');
END $$;

-- Append records of one desk of one programme, each with its rows ([kind, values]), and give their
-- digests. An erasure row deletes the row that it stands for.
CREATE OR REPLACE FUNCTION access.append(its_programme text, at_desk text, entries jsonb)
RETURNS text[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  its record.audit%ROWTYPE;
  last record;
  parts jsonb;
  said jsonb;
  entry record;
  contents jsonb[];
  digests text[];
  stored jsonb;
  gone text[] := '{}';
  taken record;
  whose text[];
  newest text;
  made text[] := '{}';
BEGIN
  PERFORM access.begin(its_programme, at_desk, false);
  SELECT jsonb_object_agg(w.kind, w.part) INTO parts FROM access.may_write w
  WHERE w.desk = at_desk;
  SELECT a.seq, a.digest, a.at INTO last FROM record.audit a
  WHERE a.programme = its_programme ORDER BY a.seq DESC LIMIT 1;
  newest := coalesce(last.at, '');
  its.seq := coalesce(last.seq, 0);
  its.digest := coalesce(last.digest, repeat('0', 64));
  its.programme := its_programme;
  its.desk := at_desk;
  its.format := 2;
  its.login := session_user;
  FOR said IN SELECT e FROM jsonb_array_elements(entries) e LOOP
    its.seq := its.seq + 1;
    its.previous := its.digest;
    its.at := said ->> 'at';
    its.actor := said ->> 'actor';
    its.action := said ->> 'action';
    its.subject := said ->> 'subject';
    its.rules := said ->> 'rules';
    its.outcome := said ->> 'outcome';
    its.request := said ->> 'request';
    IF btrim(its.actor) = '' OR its.at !~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$' THEN
      RAISE EXCEPTION 'a record says who and when' USING ERRCODE = '42501';
    END IF;
    -- A time to come would keep everybody else from writing until then.
    IF its.at COLLATE "C" > to_char(
      (clock_timestamp() + interval '10 minutes') AT TIME ZONE 'UTC',
      'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'
    ) OR its.at COLLATE "C" < newest AND its.action NOT LIKE 'set clock: %' THEN
      RAISE EXCEPTION 'a record is of now' USING ERRCODE = '22008';
    END IF;
    newest := its.at;
    contents := '{}';
    digests := '{}';
    FOR entry IN
      SELECT e.value ->> 0 AS kind,
        (e.value -> 1) - 'programme' - 'seq' || jsonb_build_object('n', e.ordinality - 1) AS content
      FROM jsonb_array_elements(said -> 'rows') WITH ORDINALITY e
    LOOP
      IF NOT coalesce(parts ? entry.kind, false) THEN
        RAISE EXCEPTION 'the desk % does not write %', at_desk, entry.kind
        USING ERRCODE = '42501';
      END IF;
      contents := array_append(contents, entry.content);
      digests := array_append(digests, access.row_digest(entry.kind, entry.content));
    END LOOP;
    its.content := access.digest(array_to_json(digests)::text);
    its.inputs := coalesce(nullif(said ->> 'inputs', ''), its.content);
    its.digest := access.digest(
      '[' || concat_ws(
        ',', its.format::text, to_json(its.programme), its.seq::text, to_json(its.at),
        to_json(its.actor), to_json(its.desk), to_json(its.action), to_json(its.subject),
        to_json(its.rules), to_json(its.inputs), to_json(its.outcome), to_json(its.content),
        to_json(its.previous), to_json(its.login), to_json(its.request)
      ) || ']'
    );
    INSERT INTO record.audit VALUES (its.*);
    made := array_append(made, its.digest);
    whose := NULL;
    FOR entry IN
      SELECT e.value ->> 0 AS kind, contents[e.ordinality] AS content
      FROM jsonb_array_elements(said -> 'rows') WITH ORDINALITY e
    LOOP
      EXECUTE format(
        'INSERT INTO %1$I.%2$I AS t SELECT (jsonb_populate_record(NULL::%1$I.%2$I, $1)).*'
        ' RETURNING to_jsonb(t) - ''programme'' - ''seq''',
        parts ->> entry.kind, entry.kind
      ) INTO stored
      USING entry.content || jsonb_build_object('programme', its.programme, 'seq', its.seq);
      IF stored::text <> entry.content::text THEN
        RAISE EXCEPTION 'this is no row of %', entry.kind USING ERRCODE = '42501';
      END IF;
      IF entry.kind = 'erasure' THEN
        taken := access.erase(its, stored);
        gone := array_append(gone, taken.name);
        IF its.action LIKE 'erase: %' AND taken.people IS NOT NULL THEN
          whose := CASE
            WHEN whose IS NULL THEN taken.people
            ELSE ARRAY(SELECT unnest(whose) INTERSECT SELECT unnest(taken.people))
          END;
          IF whose = '{}' THEN
            RAISE EXCEPTION 'an erasure takes what is held of one person' USING ERRCODE = '42501';
          END IF;
        END IF;
      END IF;
    END LOOP;
  END LOOP;
  FOR entry IN SELECT DISTINCT name FROM unnest(gone) AS name LOOP
    PERFORM access.rewrite(split_part(entry.name, '.', 1), split_part(entry.name, '.', 2));
  END LOOP;
  RETURN made;
END $$;

-- Delete the row that an erasure stands for, and give its table and whom it was about: NULL for what
-- a matching was made from, which goes with anybody.
DROP FUNCTION IF EXISTS access.erase(record.audit, jsonb);
CREATE FUNCTION access.erase(
  its record.audit, erasure jsonb, OUT name text, OUT people text[]
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  part text := erasure ->> 'part';
  kind text := erasure ->> 'kind';
  gone jsonb;
BEGIN
  IF its.action !~ '^(erase: |purge$)' OR NOT EXISTS (
    SELECT FROM information_schema.columns c
    WHERE c.table_schema = part AND c.table_name = kind AND c.column_name = 'reference'
  ) THEN
    RAISE EXCEPTION 'only erase and purge take rows away' USING ERRCODE = '42501';
  END IF;
  EXECUTE format(
    'DELETE FROM %I.%I t WHERE t.programme = $1 AND t.seq = $2 AND t.n = $3 RETURNING to_jsonb(t)',
    part, kind
  ) INTO gone USING its.programme, (erasure ->> 'erased')::integer, (erasure ->> 'place')::integer;
  IF gone IS NULL
    OR access.row_digest(kind, gone - 'programme' - 'seq') <> erasure ->> 'row_digest'
  THEN
    RAISE EXCEPTION 'there is no such row to erase' USING ERRCODE = '42501';
  END IF;
  name := part || '.' || kind;
  people := array_remove(array_remove(ARRAY[gone ->> 'reference', gone ->> 'partner'], NULL), '');
  IF kind = 'appointment' THEN
    people := people || ARRAY(
      SELECT a.partner FROM record.about a WHERE a.programme = its.programme
      AND a.seq = (erasure ->> 'erased')::integer AND a.partner = gone ->> 'host'
    );
  END IF;
  IF kind = 'about' AND people = '{}' AND EXISTS (
    SELECT FROM record.audit a WHERE a.programme = its.programme
    AND a.seq = (erasure ->> 'erased')::integer AND a.action = 'match'
  ) THEN
    people := NULL;
  END IF;
END $$;

-- Of whom of some people something is kept with identity: what a record of a look-up has to say before it is written.
CREATE OR REPLACE FUNCTION access.known(its_programme text, people text[]) RETURNS SETOF text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM access.check(its_programme, 'identities');
  RETURN QUERY
  SELECT p.reference FROM identity.person p
  WHERE p.programme = its_programme AND p.reference = ANY (people)
  UNION
  SELECT p.reference FROM identity.particulars p
  WHERE p.programme = its_programme AND p.reference = ANY (people);
END $$;

-- The names that some records say were shown to this login: those of then, and only once the
-- records are there for good. In a transaction that writes, they could still be rolled back.
CREATE OR REPLACE FUNCTION access.names(its_programme text, seqs integer[])
RETURNS SETOF identity.person
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM access.check(its_programme, 'identities');
  IF pg_current_xact_id_if_assigned() IS NOT NULL THEN
    RAISE EXCEPTION 'a look-up is on record before it is answered' USING ERRCODE = '42501';
  END IF;
  RETURN QUERY
  SELECT DISTINCT ON (p.reference) p.*
  FROM record.audit a
  JOIN record.about b ON b.programme = a.programme AND b.seq = a.seq
  JOIN identity.person p
    ON p.programme = a.programme AND p.reference = b.reference AND p.seq < a.seq
  WHERE a.programme = its_programme AND a.seq = ANY (seqs) AND a.login = session_user
    AND a.desk = 'identities' AND a.action LIKE 'look up: %' AND a.outcome = 'shown'
  ORDER BY p.reference, p.seq DESC, p.n DESC;
END $$;

-- The same of what else is kept with identity.
CREATE OR REPLACE FUNCTION access.particulars(its_programme text, seqs integer[])
RETURNS SETOF identity.particulars
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM access.check(its_programme, 'identities');
  IF pg_current_xact_id_if_assigned() IS NOT NULL THEN
    RAISE EXCEPTION 'a look-up is on record before it is answered' USING ERRCODE = '42501';
  END IF;
  RETURN QUERY
  SELECT DISTINCT ON (p.reference) p.*
  FROM record.audit a
  JOIN record.about b ON b.programme = a.programme AND b.seq = a.seq
  JOIN identity.particulars p
    ON p.programme = a.programme AND p.reference = b.reference AND p.seq < a.seq
  WHERE a.programme = its_programme AND a.seq = ANY (seqs) AND a.login = session_user
    AND a.desk = 'identities' AND a.action LIKE 'look up: %' AND a.outcome = 'shown'
  ORDER BY p.reference, p.seq DESC, p.n DESC;
END $$;

-- Let a login sit at a desk of one programme, or no longer.
CREATE OR REPLACE FUNCTION access.allow(
  its_login text, at_desk text, its_programme text, is_allowed boolean
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  who regrole := to_regrole(quote_ident(its_login));
  desk_role text := 'pairwell_' || at_desk || '_' || (SELECT id FROM access.store);
BEGIN
  IF NOT access.is_owner() THEN
    RAISE EXCEPTION 'only the owner of the store says who may do what' USING ERRCODE = '42501';
  END IF;
  IF who IS NULL THEN
    RAISE EXCEPTION 'there is no login %', quote_ident(its_login) USING ERRCODE = '42704';
  END IF;
  IF is_allowed THEN
    INSERT INTO access.allowed VALUES (who, at_desk, its_programme) ON CONFLICT DO NOTHING;
    EXECUTE format('GRANT %I TO %I', desk_role, its_login);
    RETURN;
  END IF;
  DELETE FROM access.allowed a
  WHERE a.login = who AND a.desk = at_desk AND a.programme = its_programme;
  IF NOT EXISTS (SELECT FROM access.allowed a WHERE a.login = who AND a.desk = at_desk) THEN
    EXECUTE format('REVOKE %I FROM %I', desk_role, its_login);
  END IF;
END $$;

CREATE OR REPLACE FUNCTION access.logins(its_programme text)
RETURNS TABLE (login text, desk text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM access.check(its_programme, 'custodian');
  RETURN QUERY SELECT r.rolname::text, a.desk FROM access.allowed a
  JOIN pg_roles r ON r.oid = a.login WHERE a.programme = its_programme ORDER BY 1, 2;
END $$;
