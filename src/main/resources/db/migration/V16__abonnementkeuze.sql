create table abonnement_keuze (
    partner          text primary key,
    gebeurtenistypen text[],
    filter           jsonb,
    sinds            timestamptz not null,
    door             text not null
);
comment on table abonnement_keuze is 'Wat een afnemer wil van wat zijn abonnement hem toestaat; zonder rij alles';
comment on column abonnement_keuze.partner is 'Code van de afnemer';
comment on column abonnement_keuze.gebeurtenistypen is 'De gewenste typen; leeg: alle van het bestand';
comment on column abonnement_keuze.filter is 'Filter over type en source (dialect van CloudEvents Subscriptions); leeg: geen';
comment on column abonnement_keuze.sinds is 'Moment van de keuze';
comment on column abonnement_keuze.door is 'Account dat koos';
