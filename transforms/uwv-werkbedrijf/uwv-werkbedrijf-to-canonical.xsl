<?xml version="1.0" encoding="UTF-8"?>
<!-- Antwoord UwvWbPersoonsInfoResponse naar canonieke Brongegevens. Uitleg per veld: README.md. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:s="urn:ketenbrug:suwiml"
                xmlns:wb="http://bkwi.nl/SuwiML/Diensten/UWVWbDossierPersoonGSD/v0200"
                xmlns="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:import href="../suwinet/suwiml.xsl"/>

  <xsl:variable name="antwoord" as="xs:QName" select="xs:QName('wb:UwvWbPersoonsInfoResponse')"/>

  <xsl:template match="wb:UwvWbPersoonsInfoResponse" mode="objecten">
    <xsl:apply-templates select="ClientSuwi/AtlRelatie" mode="objecten"/>
  </xsl:template>

  <xsl:template match="AtlRelatie" mode="objecten">
    <Werkzoekende>
      <xsl:for-each select="InschrijvingsgegevensUwvWb">
        <inschrijving>
          <xsl:sequence select="
              s:datum('begin', DatInschrijvingUwvWb),
              s:datum('einde', DatEInschrijvingUwvWb),
              s:datum('geldigTot', DatEGeldigheidInschrijvingUwvWb),
              s:tekst('reden', CdInschrijfredenUwvWb),
              s:tekst('redenEinde', CdRedenEindeInschrijvingUwvWb)"/>
        </inschrijving>
      </xsl:for-each>
      <xsl:sequence select="
          s:indicatie('directBemiddelbaar', BeschikbaarClientVoorBemiddeling/IndDirectBemiddelbaar),
          s:datum('vrijgesteldVanaf', VrijstellingArbeidsplicht/DatBVrijstellingArbeidsplicht),
          s:uitvoerder(../Bron),
          s:herkomst()"/>
    </Werkzoekende>
  </xsl:template>
</xsl:stylesheet>
