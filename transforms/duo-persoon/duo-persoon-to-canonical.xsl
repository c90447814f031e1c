<?xml version="1.0" encoding="UTF-8"?>
<!-- Antwoord DUOPersoonsInfoResponse naar canonieke Brongegevens. Uitleg per veld: README.md. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:s="urn:ketenbrug:suwiml"
                xmlns:duo="http://bkwi.nl/SuwiML/Diensten/DUODossierPersoonGSD/v0300"
                xmlns="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:import href="../suwinet/suwiml.xsl"/>

  <xsl:variable name="antwoord" as="xs:QName" select="xs:QName('duo:DUOPersoonsInfoResponse')"/>

  <xsl:template match="duo:DUOPersoonsInfoResponse" mode="objecten">
    <xsl:apply-templates select="ClientSuwi" mode="objecten"/>
  </xsl:template>

  <xsl:template match="ClientSuwi" mode="objecten">
    <Onderwijs>
      <xsl:sequence select="s:indicatie('startkwalificatie', IndStartkwalificatieDuo)"/>
      <xsl:apply-templates select="Onderwijsovereenkomst, ResultaatOpleidingGeregistrDuo" mode="objecten"/>
      <xsl:sequence select="s:herkomst()"/>
    </Onderwijs>
  </xsl:template>

  <xsl:template match="Onderwijsovereenkomst" mode="objecten">
    <inschrijving>
      <xsl:for-each select="Brin">
        <xsl:sequence select="s:tekst('instelling', BrinNr)"/>
      </xsl:for-each>
      <xsl:sequence select="s:datum('begin', DatInschrijvingOpleiding), s:datum('einde', DatUitschrijvingOpleiding)"/>
      <xsl:for-each select="DeelnameOpleidingGeregistrDuo">
        <deelname>
          <xsl:sequence select="
              s:datum('begin', DatBDeelnameOpleiding),
              s:datum('einde', DatEDeelnameOpleiding),
              s:tekst('opleiding', InhoudDeelnameOpleidingDuo/NaamOpleidingKortDuo),
              s:tekst('niveau', InhoudDeelnameOpleidingDuo/CdNiveauOpleidingDuo),
              s:tekst('inschrijvingsvorm', CdInschrijvingsvorm),
              s:tekst('onderwijsvorm', CdOnderwijsvorm),
              s:tekst('leerweg', CdLeerwegMbo)"/>
        </deelname>
      </xsl:for-each>
    </inschrijving>
  </xsl:template>

  <xsl:template match="ResultaatOpleidingGeregistrDuo" mode="objecten">
    <resultaat>
      <xsl:sequence select="
          s:tekst('opleiding', InhoudResultaatOpleidingDuo/NaamOpleidingKortDuo),
          s:tekst('niveau', InhoudResultaatOpleidingDuo/CdNiveauOpleidingDuo),
          s:tekst('waardedocument', CdSrtWaardedocument),
          s:tekst('uitslag', ResultaatExamen/CdResultaatExamen),
          s:datum('datum', ResultaatExamen/DatResultaatExamen),
          s:tekst('jaar', ResultaatExamen/JaarAfgelegdExamen)"/>
    </resultaat>
  </xsl:template>
</xsl:stylesheet>
