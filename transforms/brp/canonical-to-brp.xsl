<?xml version="1.0" encoding="UTF-8"?>
<!-- Van onze Vraag naar de vraag RaadpleegMetBurgerservicenummer van de BRP API Personen (versie 2). -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:f="urn:ketenbrug:functies"
                xmlns:k="urn:ketenbrug:invordering:1"
                xmlns="urn:ketenbrug:jsonvraag:1"
                exclude-result-prefixes="#all">

  <xsl:output method="xml" encoding="UTF-8" indent="no" omit-xml-declaration="yes"/>

  <!-- Alleen wat de canonieke Persoon en de beslagvrije voet nodig hebben; de rest wordt niet gevraagd. -->
  <xsl:variable name="velden" as="xs:string+" select="
      'burgerservicenummer',
      'naam.voornamen',
      'naam.voorletters',
      'naam.voorvoegsel',
      'naam.geslachtsnaam',
      'naam.volledigeNaam',
      'geboorte.datum',
      'overlijden.datum',
      'indicatieCurateleRegister',
      'verblijfplaats.datumVan',
      'verblijfplaats.adresseerbaarObjectIdentificatie',
      'verblijfplaats.indicatieVastgesteldVerblijftNietOpAdres',
      'verblijfplaats.verblijfadres.officieleStraatnaam',
      'verblijfplaats.verblijfadres.korteStraatnaam',
      'verblijfplaats.verblijfadres.huisnummer',
      'verblijfplaats.verblijfadres.huisletter',
      'verblijfplaats.verblijfadres.huisnummertoevoeging',
      'verblijfplaats.verblijfadres.aanduidingBijHuisnummer',
      'verblijfplaats.verblijfadres.postcode',
      'verblijfplaats.verblijfadres.woonplaats',
      'verblijfplaats.verblijfadres.locatiebeschrijving',
      'verblijfplaats.verblijfadres.regel1',
      'verblijfplaats.verblijfadres.regel2',
      'verblijfplaats.verblijfadres.regel3',
      'verblijfplaats.verblijfadres.land',
      'partners.burgerservicenummer',
      'partners.soortVerbintenis',
      'partners.aangaanHuwelijkPartnerschap.datum',
      'partners.ontbindingHuwelijkPartnerschap.datum',
      'kinderen.burgerservicenummer',
      'kinderen.geboorte.datum'"/>

  <xsl:template match="/k:Vraag">
    <xsl:if test="not(k:bsn)">
      <xsl:message terminate="yes" error-code="KB-BRP-PERSOON">Deze vraag gaat over personen.</xsl:message>
    </xsl:if>
    <Jsonvraag>
      <stuur pad="/personen">
        <xsl:value-of select="
            '{&quot;type&quot;:&quot;RaadpleegMetBurgerservicenummer&quot;,&quot;fields&quot;:' || f:lijst($velden)
            || ',&quot;burgerservicenummer&quot;:' || f:lijst(k:bsn) || '}'"/>
      </stuur>
      <xsl:copy-of select="."/>
    </Jsonvraag>
  </xsl:template>

  <!-- Namen van velden en nummers: zonder tekens die JSON anders schrijft. -->
  <xsl:function name="f:lijst" as="xs:string">
    <xsl:param name="waarden" as="xs:string+"/>
    <xsl:sequence select="'[&quot;' || string-join($waarden, '&quot;,&quot;') || '&quot;]'"/>
  </xsl:function>
</xsl:stylesheet>
