<?xml version="1.0" encoding="UTF-8"?>
<!-- Antwoord SVBPersoonsInfoResponse naar canonieke Brongegevens. Uitleg per veld: README.md. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:s="urn:ketenbrug:suwiml"
                xmlns:svb="http://bkwi.nl/SuwiML/Diensten/SVBDossierPersoonGSD/v0200"
                xmlns="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:import href="../suwinet/suwiml.xsl"/>

  <xsl:variable name="antwoord" as="xs:QName" select="xs:QName('svb:SVBPersoonsInfoResponse')"/>

  <xsl:template match="svb:SVBPersoonsInfoResponse" mode="objecten">
    <xsl:apply-templates select="ClientSuwi/Uitkeringsverhouding, ClientSuwi/AanvraagUitkering, ClientSuwi/Kind" mode="objecten"/>
  </xsl:template>

  <xsl:template match="Uitkeringsverhouding" mode="objecten">
    <Uitkering>
      <xsl:sequence select="
          s:tekst('wet', SzWet/CdSzWet),
          s:datum('begin', DatBUitkeringsverhouding),
          s:datum('einde', DatEUitkeringsverhouding)"/>
      <xsl:apply-templates select="Uitkeringsperiode" mode="objecten"/>
      <xsl:sequence select="s:herkomst()"/>
    </Uitkering>
  </xsl:template>

  <xsl:template match="Uitkeringsperiode" mode="objecten">
    <Uitkeringsperiode>
      <xsl:sequence select="s:datum('begin', DatBUitkeringsperiode), s:datum('einde', DatEUitkeringsperiode)"/>
      <xsl:for-each select="SpecifiekeGegevensAow/PercToegekendeAow">
        <percentage><xsl:value-of select="xs:integer(.)"/></percentage>
      </xsl:for-each>
      <xsl:sequence select="s:indicatie('partnertoeslag', SpecifiekeGegevensAow/IndPartnertoeslagAow)"/>
      <!-- Zonder waarde is er geen bedrag: onbekend is geen nul. -->
      <xsl:for-each select="(BrutoUitkeringsbedr, NettoUitkeringsbedr)[WaardeBedr]">
        <bedrag soort="{if (self::BrutoUitkeringsbedr) then 'bruto' else 'netto'}">
          <xsl:sequence select="
              s:bedrag('waarde', .),
              s:tekst('periodecode', CdUitkeringsperiode),
              s:datum('begin', (DatBBrutoUitkeringsbedr, DatBNettoUitkeringsbedr)[1]),
              s:datum('einde', (DatEBrutoUitkeringsbedr, DatENettoUitkeringsbedr)[1])"/>
        </bedrag>
      </xsl:for-each>
    </Uitkeringsperiode>
  </xsl:template>

  <xsl:template match="AanvraagUitkering" mode="objecten">
    <Uitkeringsaanvraag>
      <xsl:sequence select="s:tekst('wet', SzWet/CdSzWet), s:datum('datum', DatAanvraagUitkering)"/>
      <xsl:for-each select="BeslissingOpAanvraagUitkering">
        <beslissing>
          <xsl:sequence select="s:tekst('code', CdBeslissingOpAanvraagUitkering)"/>
        </beslissing>
      </xsl:for-each>
      <xsl:sequence select="s:herkomst()"/>
    </Uitkeringsaanvraag>
  </xsl:template>

  <xsl:template match="Kind" mode="objecten">
    <Kinderbijslag>
      <xsl:sequence select="
          s:tekst('bsn', Burgerservicenr),
          s:datum('geboortedatum', Geboortedat),
          s:indicatie('kinderbijslag', IndKinderbijslag),
          s:tekst('woonsituatie', SpecifiekeGegevensKinderbijslag/CdWoonsituatieKind),
          s:tekst('landVerblijf', SpecifiekeGegevensKinderbijslag/CdLandVerblijfKind),
          s:herkomst()"/>
    </Kinderbijslag>
  </xsl:template>
</xsl:stylesheet>
