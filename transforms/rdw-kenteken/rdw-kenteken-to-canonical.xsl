<?xml version="1.0" encoding="UTF-8"?>
<!-- Antwoord KentekenInfoResponse naar canonieke Brongegevens. Uitleg per veld: README.md. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:s="urn:ketenbrug:suwiml"
                xmlns:rdw="http://bkwi.nl/SuwiML/Diensten/RDWDossierGSD/v0200"
                xmlns="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:import href="../suwinet/suwiml.xsl"/>

  <xsl:variable name="antwoord" as="xs:QName" select="xs:QName('rdw:KentekenInfoResponse')"/>

  <xsl:variable name="gegevens" as="xs:string+" select="'ClientSuwi', 'OndernemingInst', 'HandelaarOndernemingInst'"/>

  <xsl:template match="rdw:KentekenInfoResponse" mode="objecten">
    <xsl:apply-templates select="*/Aansprakelijke" mode="objecten"/>
  </xsl:template>

  <xsl:template match="Aansprakelijke" mode="objecten">
    <Voertuigbezit>
      <xsl:sequence select="s:tekst('kenteken', (Voertuig/KentekenVoertuig, Handelaarskenteken/KentekenVoertuig)[1])"/>
      <!-- De dag is verplicht in het model; waar de bron haar niet geeft, is zij onbekend. -->
      <begin>
        <xsl:sequence select="if (DatRegistratieAansprakelijkheid) then s:iso(DatRegistratieAansprakelijkheid) else 'onbekend'"/>
      </begin>
      <xsl:sequence select="s:datum('einde', DatEAansprakelijkheid)"/>
      <xsl:for-each select="Voertuig/StatusVoertuig">
        <status>
          <xsl:sequence select="
              s:tekst('code', CdStatusVoertuig),
              s:datum('begin', DatBStatusVoertuig),
              s:datum('einde', DatEStatusVoertuig)"/>
        </status>
      </xsl:for-each>
      <xsl:for-each select="Voertuig">
        <voertuig>
          <xsl:sequence select="
              s:tekst('soort', CdSrtVoertuig),
              s:tekst('merk', MerkVoertuig),
              s:tekst('type', TypeVoertuig),
              s:tekst('kleur', HoofdkleurVoertuig),
              s:datum('eersteInschrijvingNederland', DatEersteInschrijvingVoertuigNat),
              s:datum('eersteInschrijving', DatEersteInschrijvingVoertuigInt),
              s:bedrag('bpm', BedrBpm),
              s:bedrag('catalogusprijs', BedrCatalogusVoertuig),
              Keuring/s:datum('keuringTot', DatEGeldigheidApk)"/>
        </voertuig>
      </xsl:for-each>
      <houder>
        <xsl:sequence select="
            s:tekst('bsn', ../Burgerservicenr),
            s:tekst('fiscaalNummer', ../Rechtspersoon/FiNr),
            s:tekst('naam', ../Rechtspersoon/NaamRechtspersoon)"/>
      </houder>
      <xsl:sequence select="s:herkomst()"/>
    </Voertuigbezit>
  </xsl:template>
</xsl:stylesheet>
