-- Hoe het staat met het bezorgen bij een webhook. Dat een abonnement stilstaat, staat in abonnement_stand.
create table webhook_stand (
  partner          text        primary key,
  poging           integer     not null default 0 check (poging >= 0),
  mislukt_sinds    timestamptz,
  wacht_tot        timestamptz,
  laatste_gelukt   timestamptz,
  laatste_mislukt  timestamptz,
  laatste_fout     text,
  waarschuwingen   integer     not null default 0 check (waarschuwingen >= 0),
  handdruk_adres   text,
  handdruk_herkomst text,
  per_minuut       integer     check (per_minuut > 0),
  bezet_door       uuid,
  bezet_tot        timestamptz
);
comment on table webhook_stand is 'Per webhook: of er bezorgd wordt, tot wanneer er gewacht wordt en waarom';
comment on column webhook_stand.poging is 'Mislukte pogingen sinds er iets lukte; 0: het loopt';
comment on column webhook_stand.mislukt_sinds is 'Eerste mislukking sinds er iets lukte, of sinds iemand het abonnement hervatte; later met de tijd waarin geen motor het probeerde';
comment on column webhook_stand.wacht_tot is 'Eerder wordt er niets gestuurd; daarna na een mislukking eerst een enkele gebeurtenis als proef';
comment on column webhook_stand.laatste_fout is 'Code van de laatste mislukking; nooit wat de ontvanger antwoordde';
comment on column webhook_stand.waarschuwingen is 'Stappen van waarschuwing die sinds de eerste mislukking zijn gegeven';
comment on column webhook_stand.handdruk_adres is 'Adres waarvan de ontvanger zei dat het gebeurtenissen van ons wil';
comment on column webhook_stand.handdruk_herkomst is 'De naam waaronder wij dat toen vroegen';
comment on column webhook_stand.per_minuut is 'Gebeurtenissen per minuut die de ontvanger toestaat; leeg: geen grens';
comment on column webhook_stand.bezet_door is 'De motor die nu bezorgt';
comment on column webhook_stand.bezet_tot is 'Daarna mag een andere motor bezorgen';
