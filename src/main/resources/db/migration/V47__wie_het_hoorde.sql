-- Wie partij werd nadat een feit verteld was, hoorde het niet: dan wordt het nog eens verteld.
alter table volging_feit add column partijen text[];
comment on column volging_feit.partijen is 'OINs van wie partij was toen het verteld werd; leeg: niet bekend';
alter table kennisgeving_verteld add column partijen text[];
comment on column kennisgeving_verteld.partijen is 'OINs van wie partij was toen besloten werd dat zij de gebeurtenis is; leeg: niet bekend';
