<?xml version="1.0" encoding="UTF-8"?>
<!-- Antwoord UWVPersoonsWvInfoResponse naar canonieke Brongegevens. Uitleg per veld: README.md. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:s="urn:ketenbrug:suwiml"
                xmlns:wv="http://bkwi.nl/SuwiML/Diensten/UWVDossierWerknemersverzekeringenGSD/v0200"
                xmlns="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:import href="../suwinet/suwiml.xsl"/>

  <xsl:variable name="antwoord" as="xs:QName" select="xs:QName('wv:UWVPersoonsWvInfoResponse')"/>

  <xsl:template match="wv:UWVPersoonsWvInfoResponse" mode="objecten">
    <xsl:apply-templates mode="objecten"
        select="ClientSuwi/Uitkeringsverhouding, ClientSuwi/AanvraagUitkering, ClientSuwi/ArbeidsgeschiktheidClient, ClientSuwi/WerkloosheidClient"/>
  </xsl:template>

  <xsl:template match="Uitkeringsverhouding" mode="objecten">
    <Uitkering>
      <xsl:sequence select="
          s:tekst('wet', SzWet/CdSzWet),
          s:datum('begin', DatBUitkeringsverhouding),
          s:datum('einde', DatEUitkeringsverhouding),
          s:tekst('redenEinde', OmsRedenEindeUitkeringsverh),
          s:datum('uiterlijkTot', DatEMaximaleUitkeringsduur)"/>
      <xsl:apply-templates select="Uitkeringsperiode" mode="objecten"/>
      <xsl:sequence select="s:herkomst()"/>
    </Uitkering>
  </xsl:template>

  <xsl:template match="Uitkeringsperiode" mode="objecten">
    <Uitkeringsperiode>
      <xsl:sequence select="s:datum('begin', DatBUitkeringsperiode), s:datum('einde', DatEUitkeringsperiode)"/>
      <!-- Zonder waarde is er geen bedrag: onbekend is geen nul. -->
      <xsl:for-each select="BrutoUitkeringsbedrag[WaardeBedr]">
        <bedrag soort="bruto">
          <xsl:sequence select="
              s:bedrag('waarde', .),
              s:tekst('periodecode', CdUitkeringsperiode),
              s:datum('begin', DatBBrutoUitkeringsbedr),
              s:datum('einde', DatEBrutoUitkeringsbedr)"/>
        </bedrag>
      </xsl:for-each>
      <xsl:for-each select="RedenMaatregelMbtUitkeringUwv">
        <maatregel>
          <xsl:sequence select="
              s:datum('begin', DatBMaatregelMbtUitkering),
              s:datum('einde', DatEMaatregelMbtUitkering),
              s:tekst('reden', CdRedenMaatregelMbtUitkeringUwv)"/>
        </maatregel>
      </xsl:for-each>
    </Uitkeringsperiode>
  </xsl:template>

  <xsl:template match="AanvraagUitkering" mode="objecten">
    <Uitkeringsaanvraag>
      <xsl:sequence select="s:tekst('wet', SzWet/CdSzWet), s:datum('datum', DatAanvraagUitkering)"/>
      <xsl:for-each select="BeslissingOpAanvraagUitkering">
        <beslissing>
          <xsl:sequence select="
              s:tekst('code', CdBeslissingOpAanvraagUitkering),
              s:datum('datum', DatDagtekeningBeslisOpAanvrUitk)"/>
        </beslissing>
      </xsl:for-each>
      <xsl:sequence select="s:herkomst()"/>
    </Uitkeringsaanvraag>
  </xsl:template>

  <xsl:template match="ArbeidsgeschiktheidClient" mode="objecten">
    <Arbeidsongeschiktheid>
      <xsl:sequence select="
          s:tekst('klasse', CdArbeidsongeschiktheidsklasse),
          s:datum('begin', DatBAoKlasse),
          s:datum('eersteDag', DatEersteAoDag),
          s:herkomst()"/>
    </Arbeidsongeschiktheid>
  </xsl:template>

  <xsl:template match="WerkloosheidClient" mode="objecten">
    <Werkloosheid>
      <xsl:sequence select="
          s:datum('eersteDag', DatEersteWerkloosheidsdag),
          s:tekst('reden', OmsRedenWerkloosheid),
          s:herkomst()"/>
    </Werkloosheid>
  </xsl:template>
</xsl:stylesheet>
