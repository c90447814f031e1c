-- Leest een nieuwe versie meer uit hetzelfde bestand, dan is het bestand niet gewijzigd.
alter table partnerbestand add column stempel char(64);
comment on column partnerbestand.stempel is 'SHA-256 van het bestand zelf; leeg van voor deze kolom';
