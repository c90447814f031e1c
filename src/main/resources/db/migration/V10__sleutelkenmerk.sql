-- Kenmerken van de geheimen en sleutels waarmee deze database is gevuld: elke motor moet dezelfde hebben.
create table sleutelkenmerk (
  naam    text        primary key,
  kenmerk text        not null,
  sinds   timestamptz not null default clock_timestamp()
);
comment on table sleutelkenmerk is 'Herkent of een motor dezelfde geheimen heeft als de vorige; het geheim zelf volgt er niet uit';
comment on column sleutelkenmerk.kenmerk is 'Van een geheim: PBKDF2 met zout; van een sleutelpaar: SHA-256 van de openbare helft (RFC 7638)';
