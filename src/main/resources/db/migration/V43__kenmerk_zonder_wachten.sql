-- Een nieuw kenmerk kost niet meer rekenwerk dan een gok naar het geheim aan de hand van de rijen ernaast; bestaande kenmerken blijven gelden.
comment on column sleutelkenmerk.kenmerk is 'Van een geheim: HMAC met zout (hmac:), of iets dat alleen daarmee opengaat (aes:), of zoals eerder PBKDF2 met zout; van een sleutelpaar: SHA-256 van de openbare helft (RFC 7638)';
