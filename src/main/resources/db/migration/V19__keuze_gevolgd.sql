alter table abonnement_keuze add column gevolgd boolean not null default false;
comment on column abonnement_keuze.gevolgd is 'Of de broker deze keuze volgt';
comment on column abonnement_keuze.filter is 'Filter over type (dialect van CloudEvents Subscriptions); leeg: geen';
