-- Het berichtenlog. Regels worden alleen toegevoegd; bewaartermijnen komen later en werken door een
-- hele jaarpartitie los te maken en te verwijderen, niet door regels te wissen.

CREATE TABLE logregel (
    id               uuid        NOT NULL,
    tijdstip         timestamptz NOT NULL,
    stap             text        NOT NULL,
    bericht_id       uuid        NOT NULL,
    correlatie_id    uuid        NOT NULL,
    oorzaak_id       uuid,
    gebeurtenistype  text,
    bron             text,
    dossier          text,
    route            text,
    versies          jsonb,
    partner          text,
    volgnummer       bigint,
    actor            text,
    code             text,
    uitleg           text,
    inhoudstype      text,
    inhoud_hash      text CHECK (inhoud_hash ~ '^[0-9a-f]{64}$'),
    opgeslagen_op    timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (id)
) PARTITION BY RANGE (id);

COMMENT ON TABLE logregel IS 'Eén stap van één bericht. Wordt alleen toegevoegd, nooit gewijzigd of gewist. Verdeeld per jaar (UTC) van de UUIDv7 in id.';
COMMENT ON COLUMN logregel.id IS 'UUIDv7 van de regel; dezelfde regel komt er één keer in';
COMMENT ON COLUMN logregel.tijdstip IS 'Moment waarop de stap is gedaan';
COMMENT ON COLUMN logregel.stap IS 'Naam van de stap in kleine letters';
COMMENT ON COLUMN logregel.bericht_id IS 'Het bericht of de gebeurtenis (UUIDv7)';
COMMENT ON COLUMN logregel.correlatie_id IS 'Het bericht van de bron waar dit alles uit volgt';
COMMENT ON COLUMN logregel.oorzaak_id IS 'Het bericht waar dit bericht rechtstreeks uit volgt';
COMMENT ON COLUMN logregel.gebeurtenistype IS 'Soort gebeurtenis, leeg zolang die niet bekend is';
COMMENT ON COLUMN logregel.bron IS 'Naam van de bron';
COMMENT ON COLUMN logregel.dossier IS 'Pseudonieme dossiersleutel (HMAC); nooit een BSN';
COMMENT ON COLUMN logregel.route IS 'Naam van de route die de stap deed';
COMMENT ON COLUMN logregel.versies IS 'SHA-256 per bestand dat het werk deed: route, stylesheet, schema, cijfers';
COMMENT ON COLUMN logregel.partner IS 'Code van de partner, bij stappen van aflevering';
COMMENT ON COLUMN logregel.volgnummer IS 'Nummer binnen het abonnement van de partner';
COMMENT ON COLUMN logregel.actor IS 'Gebruikersnaam van bron, partner of persoon; leeg voor de motor zelf';
COMMENT ON COLUMN logregel.code IS 'Vaste code van een weigering of storing';
COMMENT ON COLUMN logregel.uitleg IS 'Zin voor een mens; zonder BSN';
COMMENT ON COLUMN logregel.inhoudstype IS 'Mediatype van de inhoud';
COMMENT ON COLUMN logregel.inhoud_hash IS 'SHA-256 (hexadecimaal) van de UTF-8-bytes van de inhoud. Geen verwijzende sleutel: de regel die de inhoud draagt kan later aankomen';
COMMENT ON COLUMN logregel.opgeslagen_op IS 'Moment waarop de schrijver de regel opsloeg';

-- De eerste 48 bits van een UUIDv7 zijn milliseconden sinds 1970 (RFC 9562, 5.7).
DO $$
DECLARE
    jaar int;
    van uuid;
    tot uuid;
BEGIN
    FOR jaar IN 2026..2045 LOOP
        van := rpad(lpad(to_hex((extract(epoch FROM make_timestamptz(jaar, 1, 1, 0, 0, 0, 'UTC')) * 1000)::bigint), 12, '0'), 32, '0')::uuid;
        tot := rpad(lpad(to_hex((extract(epoch FROM make_timestamptz(jaar + 1, 1, 1, 0, 0, 0, 'UTC')) * 1000)::bigint), 12, '0'), 32, '0')::uuid;
        EXECUTE format('CREATE TABLE logregel_%s PARTITION OF logregel FOR VALUES FROM (%L) TO (%L)', jaar, van, tot);
    END LOOP;
END $$;
CREATE TABLE logregel_overig PARTITION OF logregel DEFAULT;
COMMENT ON TABLE logregel_overig IS 'Regels met een id buiten de jaren die een eigen partitie hebben';

CREATE INDEX logregel_bericht ON logregel (bericht_id, tijdstip, id);
CREATE INDEX logregel_correlatie ON logregel (correlatie_id, tijdstip, id);

CREATE TABLE inhoud (
    hash          text PRIMARY KEY CHECK (hash ~ '^[0-9a-f]{64}$'),
    bytes         bytea       NOT NULL,
    opgeslagen_op timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE inhoud IS 'Inhoud van berichten, één keer per SHA-256';
COMMENT ON COLUMN inhoud.hash IS 'SHA-256 (hexadecimaal) van bytes';
COMMENT ON COLUMN inhoud.bytes IS 'De inhoud in UTF-8; bytes en geen text, omdat een geweigerd bericht een nulteken kan bevatten';
COMMENT ON COLUMN inhoud.opgeslagen_op IS 'Moment waarop de inhoud voor het eerst werd opgeslagen';

CREATE TABLE bericht (
    bericht_id       uuid PRIMARY KEY,
    correlatie_id    uuid        NOT NULL,
    oorzaak_id       uuid,
    gebeurtenistype  text,
    bron             text,
    dossier          text,
    eerste_tijdstip  timestamptz NOT NULL,
    laatste_tijdstip timestamptz NOT NULL,
    laatste_regel    uuid        NOT NULL,
    laatste_stap     text        NOT NULL,
    aantal_stappen   bigint      NOT NULL CHECK (aantal_stappen > 0)
);
COMMENT ON TABLE bericht IS 'Samenvatting per bericht, afgeleid van logregel en daaruit opnieuw te maken. Inzage (stap ingezien) telt niet mee';
COMMENT ON COLUMN bericht.eerste_tijdstip IS 'Tijdstip van de vroegste stap; met bericht_id de volgorde van de lijst';
COMMENT ON COLUMN bericht.laatste_tijdstip IS 'Tijdstip van de laatste stap';
COMMENT ON COLUMN bericht.laatste_regel IS 'Regel van de laatste stap; bij gelijk tijdstip de hoogste id';
COMMENT ON COLUMN bericht.laatste_stap IS 'Naam van de laatste stap';
COMMENT ON COLUMN bericht.aantal_stappen IS 'Aantal regels, inzage niet meegeteld';

CREATE INDEX bericht_tijd ON bericht (eerste_tijdstip, bericht_id);
CREATE INDEX bericht_correlatie ON bericht (correlatie_id, eerste_tijdstip, bericht_id);
CREATE INDEX bericht_type ON bericht (gebeurtenistype, eerste_tijdstip, bericht_id);
CREATE INDEX bericht_dossier ON bericht (dossier, eerste_tijdstip, bericht_id);

CREATE FUNCTION weiger_wijziging() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Het berichtenlog wordt alleen aangevuld: % op % is geweigerd', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
COMMENT ON FUNCTION weiger_wijziging() IS 'Houdt logregel en inhoud onveranderlijk, ook voor de eigenaar';

-- Een trigger FOR EACH ROW op de hoofdtabel geldt ook voor elke partitie, ook wie die rechtstreeks aanspreekt.
CREATE TRIGGER logregel_blijft BEFORE UPDATE OR DELETE ON logregel
    FOR EACH ROW EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER inhoud_blijft BEFORE UPDATE OR DELETE ON inhoud
    FOR EACH ROW EXECUTE FUNCTION weiger_wijziging();
CREATE TRIGGER inhoud_niet_leeg BEFORE TRUNCATE ON inhoud
    FOR EACH STATEMENT EXECUTE FUNCTION weiger_wijziging();
DO $$
DECLARE
    deel regclass;
BEGIN
    FOR deel IN SELECT relid FROM pg_partition_tree('logregel') LOOP
        EXECUTE format('CREATE TRIGGER logregel_niet_leeg BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION weiger_wijziging()', deel);
    END LOOP;
END $$;
