/**
 * One step of the schema each; applied in order, once, under a lock. Never edit a shipped one; nodes one version apart share a schema.
 * Times are doubles because pg returns bigints as text.
 */
export const POSTGRES_AUTH_STEPS: readonly string[] = [
  `
  CREATE TABLE IF NOT EXISTS sitrep_auth.credential (
    id text PRIMARY KEY, kind text NOT NULL, name text NOT NULL, role text NOT NULL, hash text NOT NULL,
    created_at double precision NOT NULL, expires_at double precision, last_used_at double precision
  );
  CREATE TABLE IF NOT EXISTS sitrep_auth.owner (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), first_signed_in_at double precision NOT NULL);`,
  // Rights beside the role, as JSON. A role of '' is none.
  `ALTER TABLE sitrep_auth.credential ADD COLUMN rights text NOT NULL DEFAULT '[]';`,
  // People, one-time links, and a counter of all changes but last uses, which also counts those of a node one version back.
  `
  CREATE TABLE sitrep_auth.person (
    id text PRIMARY KEY, email text NOT NULL, name text NOT NULL, role text NOT NULL, rights text NOT NULL,
    password text, created_at double precision NOT NULL, ended_at double precision
  );
  CREATE UNIQUE INDEX person_email ON sitrep_auth.person (email) WHERE ended_at IS NULL;
  ALTER TABLE sitrep_auth.credential ADD COLUMN person_id text, ADD COLUMN network text, ADD COLUMN agent text;
  CREATE TABLE sitrep_auth.link (hash text PRIMARY KEY, kind text NOT NULL, person_id text, expires_at double precision NOT NULL);
  CREATE TABLE sitrep_auth.revision (n integer NOT NULL);
  INSERT INTO sitrep_auth.revision VALUES (1);
  CREATE FUNCTION sitrep_auth.count_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE sitrep_auth.revision SET n = n + 1; RETURN NULL; END $$;
  CREATE TRIGGER counted AFTER INSERT OR DELETE ON sitrep_auth.credential FOR EACH STATEMENT EXECUTE FUNCTION sitrep_auth.count_change();
  CREATE TRIGGER counted AFTER INSERT OR UPDATE OR DELETE ON sitrep_auth.person FOR EACH STATEMENT EXECUTE FUNCTION sitrep_auth.count_change();`,
  // Who made a token or screen, what its link opens, and that it was revoked.
  `
  ALTER TABLE sitrep_auth.credential ADD COLUMN maker_id text, ADD COLUMN maker_name text, ADD COLUMN revoked_at double precision,
    ADD COLUMN view text, ADD COLUMN opened_at double precision;
  CREATE TRIGGER counted_revoked AFTER UPDATE OF revoked_at ON sitrep_auth.credential FOR EACH STATEMENT EXECUTE FUNCTION sitrep_auth.count_change();`,
  // Second factors, and sign-ins whose second step is still to come.
  `
  ALTER TABLE sitrep_auth.link ADD COLUMN password text, ADD COLUMN tries integer NOT NULL DEFAULT 0;
  CREATE TABLE sitrep_auth.second_factor (
    person_id text PRIMARY KEY, secret text NOT NULL, confirmed_at double precision, last_step integer NOT NULL,
    removed_at double precision, removed_by text
  );
  CREATE TABLE sitrep_auth.backup_code (person_id text NOT NULL, hash text NOT NULL, PRIMARY KEY (person_id, hash));
  CREATE TRIGGER counted AFTER UPDATE OF confirmed_at ON sitrep_auth.second_factor FOR EACH STATEMENT EXECUTE FUNCTION sitrep_auth.count_change();
  CREATE TRIGGER counted_removed AFTER DELETE ON sitrep_auth.second_factor FOR EACH STATEMENT EXECUTE FUNCTION sitrep_auth.count_change();`,
  // Sessions whose secret is renewed.
  `
  ALTER TABLE sitrep_auth.credential ADD COLUMN renewed_at double precision, ADD COLUMN next_hash text, ADD COLUMN old_hash text,
    ADD COLUMN old_until double precision;
  CREATE TABLE sitrep_auth.renewal (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), key text NOT NULL);`,
];
