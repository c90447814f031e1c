<?xml version="1.0" encoding="UTF-8"?>
<!-- Van onze Vraag naar de zaak met deze kadastrale aanduiding en haar beslagen. Uitleg: README.md. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:k="urn:ketenbrug:invordering:1"
                xmlns="urn:ketenbrug:jsonvraag:1"
                exclude-result-prefixes="k">

  <xsl:output method="xml" encoding="UTF-8" indent="no" omit-xml-declaration="yes"/>

  <xsl:template match="/k:Vraag">
    <xsl:variable name="opCode" select="matches(k:aanduiding/k:gemeentecode, '^[A-Z]{3}[0-9]{2}$')"/>
    <xsl:variable name="gemeente" select="if ($opCode) then k:aanduiding/k:gemeentecode else k:aanduiding/k:gemeente"/>
    <xsl:if test="not($gemeente)">
      <xsl:message terminate="yes" error-code="KB-BRK-AANDUIDING">Deze vraag gaat over een kadastrale aanduiding, met de code van het Kadaster of de naam van de gemeente.</xsl:message>
    </xsl:if>
    <Jsonvraag>
      <haal pad="/kadastraalonroerendezaken" elk="/_embedded/kadastraalOnroerendeZaken"
            elkPad="/kadastraalonroerendezaken/{{identificatie}}/beslagen">
        <zoek naam="{if ($opCode) then 'kadastraleAanduidingMetGemeentecode' else 'kadastraleAanduiding'}">
          <xsl:value-of select="$gemeente, k:aanduiding/k:sectie, number(k:aanduiding/k:perceel), k:aanduiding/k:appartement ! ('A' || number(.))" separator=" "/>
        </zoek>
      </haal>
      <xsl:copy-of select="."/>
    </Jsonvraag>
  </xsl:template>
</xsl:stylesheet>
