"""Tables as cities and ministries publish them, none of a shape that a map is for.

Each: its encoding, its text, and what its rows say: supplier, amount, currency and tax
of each award, in order. Written here after the manner of real ones; names are invented.
"""

from tests.table.unseen_kinds import Award, Table
from tests.table.unseen_more import MORE

UNSEEN: dict[str, Table] = {
    "uk_register.csv": Table(
        "cp1252",
        """\
Anytown Metropolitan Borough Council,,,,,,,
Contracts Register - Quarter 2 2024/25,,,,,,,
,,,,,,,
Contract Ref,Contract Title,Directorate,Supplier Name,Company Reg No,Total Contract Value (£),Contract Start Date,Contract End Date
AMBC/0123,Provision of Highway Maintenance – Lot 1,Place,Tarmac Trading Ltd,00453791,"£1,234,567.00",01/04/2024,31/03/2028
AMBC/0124,Laptops and peripherals,Resources,Computacenter (UK) Ltd,01584718,"£89,400.50",15/05/2024,14/05/2026
AMBC/0125,Home care,Adults,Sunrise Care & Co,05554443,TBC,03/06/2024,02/06/2025
AMBC/0126,Grass cutting,Place,Green’s Gardens LLP,OC301234,"£12,000",20/06/2024,19/06/2025
TOTAL,,,,,"£1,335,967.50",,
""",
        (
            Award("Tarmac Trading Ltd", "1234567.00", "GBP"),
            Award("Computacenter (UK) Ltd", "89400.50", "GBP"),
            Award("Sunrise Care & Co", ""),
            Award("Green’s Gardens LLP", "12000", "GBP"),
        ),
    ),
    "uk_spend500.csv": Table(
        "utf-8-sig",
        """\
Body Name,Date,Transaction Number,Expense Area,Expense Type,Supplier Name,Supplier ID,Net Amount,VAT Amount,Gross Amount
Anytown DC,13-Jan-24,5100012345,Waste,Agency staff,Hays Specialist Recruitment,20012,"1,234.56",246.91,"1,481.47"
Anytown DC,14-Jan-24,5100012346,Housing,Repairs,J Smith & Sons (Roofing) Ltd,20013,-456.00,-91.20,-547.20
Anytown DC,15-Jan-24,5100012347,IT,Software,REDACTED PERSONAL DATA,20014,800.00,160.00,960.00
Anytown DC,31-Jan-24,5100012348,IT,Software,Softcat plc,20015,"(1,000.00)",(200.00),"(1,200.00)"
""",
        (
            Award("Hays Specialist Recruitment", "1234.56"),
            Award("J Smith & Sons (Roofing) Ltd", "-456.00"),
            Award("Softcat plc", "-1000.00"),
        ),
    ),
    "us_city.csv": Table(
        "utf-8",
        """\
CONTRACT_NBR,DEPT_NM,VENDOR_NM,CONTRACT_DESC,AWARD_AMT,EFF_BGN_DT,EFF_END_DT,CONTRACT_STATUS
GA-7500-0123,Austin Energy,"ACME SOLAR, LLC",Rooftop PV maintenance,"$1,250,000.00",03/15/2022 12:00:00 AM,03/14/2025 12:00:00 AM,Active
MA-7500-0124,Public Works,"Dell Marketing, L.P.",Server hardware,"$85,300.10",04/01/2022 12:00:00 AM,03/31/2023 12:00:00 AM,Expired
MA-7500-0125,Library,"Baker & Taylor, Inc.",Books,"($2,500.00)",05/20/2022 12:00:00 AM,05/19/2023 12:00:00 AM,Active
""",
        (
            Award("ACME SOLAR, LLC", "1250000.00"),
            Award("Dell Marketing, L.P.", "85300.10"),
            Award("Baker & Taylor, Inc.", "-2500.00"),
        ),
    ),
    "ca_bilingual.csv": Table(
        "utf-8-sig",
        """\
reference_number,procurement_id,vendor_name,contract_date,economic_object_code,description_en,description_fr,contract_period_start,delivery_date,contract_value,original_value,amendment_value,owner_org_title
C-2022-2023-Q1-00001,45A123,Softchoice Corp,2022-04-13,0473,Software licences,Licences de logiciels,2022-04-13,2023-03-31,56500.00,56500.00,,Library and Archives Canada | Bibliothèque et Archives Canada
C-2022-2023-Q1-00002,45A124,"Les Entreprises Québécoises inc.",2022-05-02,0812,Computer equipment,Matériel informatique,2022-05-02,2022-06-30,33900.55,33900.55,,Parks Canada | Parcs Canada
""",
        (
            Award("Softchoice Corp", "56500.00"),
            Award("Les Entreprises Québécoises inc.", "33900.55"),
        ),
    ),
    "es_madrid.csv": Table(
        "cp1252",
        """\
N. DE REGISTRO DE CONTRATO;CENTRO - SECCION;ORGANO DE CONTRATACION;OBJETO DEL CONTRATO;TIPO DE CONTRATO;N. LICITADORES PARTICIPANTES;NIF ADJUDICATARIO;RAZON SOCIAL ADJUDICATARIO;IMPORTE ADJUDICACION SIN IVA;IMPORTE ADJUDICACION IVA INC.;FECHA DE ADJUDICACION;PLAZO
220210001234;001 - ALCALDIA;Gerente del Organismo Autónomo;SUMINISTRO DE SILLAS;Suministro;3;B81234567;OFIMUEBLES MUÑOZ SL;1.500,00 €;1.815,00 €;05/03/2021;30
220210001235;002 - HACIENDA;Coordinador General;SERVICIO DE NUBE PÚBLICA;Servicios;2;A28765432;TELEFÓNICA SOLUCIONES SAU;14.999,99 €;18.149,99 €;25/03/2021;365
220210001236;002 - HACIENDA;Coordinador General;TRADUCCIÓN;Servicios;1;12345678Z;GARCÍA LÓPEZ MARÍA;400,00 €;484,00 €;14/04/2021;10
""",
        (
            Award("OFIMUEBLES MUÑOZ SL", "1500.00", "EUR", "excluded"),
            Award("TELEFÓNICA SOLUCIONES SAU", "14999.99", "EUR", "excluded"),
            Award("GARCÍA LÓPEZ MARÍA", "400.00", "EUR", "excluded"),
        ),
    ),
    "es_secop.csv": Table(
        "utf-8",
        """\
Nombre Entidad,Nit Entidad,Departamento,Ciudad,ID Contrato,Referencia del Contrato,Estado Contrato,Descripcion del Proceso,Fecha de Firma,Proveedor Adjudicado,Documento Proveedor,Valor del Contrato,Moneda
ALCALDIA MUNICIPAL DE TUNJA,891800846,Boyacá,Tunja,CO1.PCCNTR.1234567,123-2021,En ejecución,PRESTACION DE SERVICIOS,02/13/2021,JUAN PEREZ GOMEZ,1049600000,24000000,COP
ALCALDIA MUNICIPAL DE TUNJA,891800846,Boyacá,Tunja,CO1.PCCNTR.1234568,124-2021,Cerrado,COMPRA DE COMPUTADORES,03/01/2021,SUMIMAS S.A.S.,830001338,185300500,COP
""",
        (
            Award("JUAN PEREZ GOMEZ", "24000000", "COP"),
            Award("SUMIMAS S.A.S.", "185300500", "COP"),
        ),
    ),
    "fr_ville.csv": Table(
        "cp1252",
        """\
Ville de Montreuil-sur-Lac;;;;;;;
Liste des marchés publics conclus en 2022 (article 133 du CMP);;;;;;;
N° du marché;Nature;Objet du marché;Attributaire;Code postal;Montant € HT;Montant € TTC;Date de notification
2022-F-001;Fournitures;Acquisition de véhicules électriques;RENAULT RETAIL GROUP;92140;"1 234 567,89";"1 481 481,47";14/02/2022
2022-S-002;Services;Hébergement infogéré « cloud »;OVH SAS;59100;84 000,00;100 800,00;01/03/2022
2022-T-003;Travaux;Réfection de la toiture de l'école Pasteur;SARL COUVERTURE DU LAC;93100;215 300,50;258 360,60;22/11/2022
Total;;;;;1 533 868,39;1 840 642,07;
""",
        (
            Award("RENAULT RETAIL GROUP", "1234567.89", "EUR", "excluded"),
            Award("OVH SAS", "84000.00", "EUR", "excluded"),
            Award("SARL COUVERTURE DU LAC", "215300.50", "EUR", "excluded"),
        ),
    ),
    "fr_decp.csv": Table(
        "utf-8",
        """\
id,acheteur.id,acheteur.nom,objet,codeCPV,nature,procedure,dureeMois,dateNotification,datePublicationDonnees,montant,formePrix,titulaire_id_1,titulaire_typeIdentifiant_1,titulaire_denominationSociale_1
2021S0012,21930048400012,COMMUNE DE MONTREUIL,Location de serveurs,72400000,Marché,Procédure adaptée,24,2021-03-05,2021-04-01,49800.0,Ferme,42476141900045,SIRET,OVH
2021S0013,21930048400012,COMMUNE DE MONTREUIL,Nettoyage,90910000,Marché,Appel d'offres ouvert,48,2021-06-15,2021-07-01,1200000.0,Révisable,38012986646850,SIRET,ORANGE
""",
        (
            Award("OVH", "49800.0"),
            Award("ORANGE", "1200000.0"),
        ),
    ),
    "de_stadt.csv": Table(
        "cp1252",
        """\
Lfd. Nr.;Vergabestelle;Vergabe-Nr.;Leistung;Auftragnehmer;PLZ;Ort;Auftragssumme brutto (EUR);Tag der Auftragserteilung
1;Amt für Gebäudewirtschaft;2021/0345;Dachdeckerarbeiten Grundschule Süd;Müller & Söhne Bedachungen GmbH;99423;Weimar;1.234.567,89;05.03.2021
2;IT-Amt;2021/0346;Lieferung von Servern;Bechtle GmbH;74172;Neckarsulm;89.250,00;17.03.2021
3;IT-Amt;2021/0347;Gutschrift Lizenzen;SoftwareONE Deutschland GmbH;04109;Leipzig;1.200,00-;28.05.2021
Summe;;;;;;;1.322.617,89;
""",
        (
            Award("Müller & Söhne Bedachungen GmbH", "1234567.89", "EUR", "included"),
            Award("Bechtle GmbH", "89250.00", "EUR", "included"),
            Award("SoftwareONE Deutschland GmbH", "-1200.00", "EUR", "included"),
        ),
    ),
    "pt_base.csv": Table(
        "utf-8-sig",
        """\
Objeto do Contrato;Tipo de Procedimento;Entidade(s) Adjudicante(s);Entidade(s) Adjudicatária(s);Preço Contratual;Data de Celebração do Contrato;Prazo de Execução;CPV
Aquisição de computadores portáteis;Ajuste Direto;Município de Óbidos;INFORLANDIA, S.A.;19.950,00 €;05-03-2021;30 dias;30213100-6
Serviços de computação em nuvem;Consulta Prévia;Município de Óbidos;CLARANET PORTUGAL, S.A.;74.000,00 €;18-06-2021;365 dias;72000000-5
""",
        (
            Award("INFORLANDIA, S.A.", "19950.00", "EUR"),
            Award("CLARANET PORTUGAL, S.A.", "74000.00", "EUR"),
        ),
    ),
    "br_prefeitura.csv": Table(
        "cp1252",
        """\
Órgão;Nº do Contrato;Nº do Processo;Fornecedor;CNPJ;Objeto;Valor do Contrato (R$);Data da Assinatura;Vigência Final
Secretaria Municipal de Saúde;045/2022;2022-12345;MEDLAB PRODUTOS HOSPITALARES LTDA;12.345.678/0001-90;Aquisição de reagentes;R$ 1.234.567,89;15/03/2022;14/03/2023
Secretaria Municipal de Educação;046/2022;2022-12346;POSITIVO TECNOLOGIA S.A.;81.243.735/0001-48;Notebooks educacionais;R$ 980.000,00;31/03/2022;30/03/2023
TOTAL GERAL;;;;;;R$ 2.214.567,89;;
""",
        (
            Award("MEDLAB PRODUTOS HOSPITALARES LTDA", "1234567.89", "BRL"),
            Award("POSITIVO TECNOLOGIA S.A.", "980000.00", "BRL"),
        ),
    ),
    "cn_hetong.csv": Table(
        "gb18030",
        """\
某某市2023年度政府采购合同公示汇总表,,,,,,,
单位：万元（含税）,,,,,,,
序号,采购单位,合同编号,项目名称,供应商名称,合同金额,签订日期,备注
1,某某市第一人民医院,MMZC-2023-0012,核磁共振设备采购,上海联影医疗科技股份有限公司,1280.5,2023-03-05,
2,某某大学,MMZC-2023-0013,高性能计算服务器采购,浪潮电子信息产业股份有限公司,356.78,2023年4月18日,
3,某某市教育局,MMZC-2023-0014,云服务租赁,阿里云计算有限公司,98,2023/5/20,
合计,,,,,1735.28,,
""",
        (
            Award("上海联影医疗科技股份有限公司", "12805000.0", "CNY", "included"),
            Award("浪潮电子信息产业股份有限公司", "3567800.00", "CNY", "included"),
            Award("阿里云计算有限公司", "980000", "CNY", "included"),
        ),
    ),
    "cn_zhongbiao.csv": Table(
        "utf-8",
        """\
项目编号,采购人,采购代理机构,项目名称,预算金额（元）,中标供应商,供应商统一社会信用代码,中标金额（元）,中标公告日期
HBZC-2022-001,湖北省某某大学,湖北省招标股份有限公司,GPU服务器,"2,000,000.00",武汉云达科技有限公司,91420100MA4K0000X1,"1,986,000.00",2022-06-01
HBZC-2022-002,湖北省某某医院,湖北省招标股份有限公司,办公桌椅,"150,000.00",武汉办公家具有限公司,91420100MA4K0000X2,"148,500.00",2022-06-13
""",
        (
            Award("武汉云达科技有限公司", "1986000.00", "CNY"),
            Award("武汉办公家具有限公司", "148500.00", "CNY"),
        ),
    ),
    "tw_big5.csv": Table(
        "big5",
        """\
機關名稱,標案案號,標案名稱,得標廠商,決標金額(新臺幣元),決標日期
某某市政府教育局,110-A001,電腦教室設備採購,廣達電腦股份有限公司,"1,980,000",2021/03/15
某某市立圖書館,110-A002,雲端主機租賃,中華電信股份有限公司,"560,500",2021/04/20
某某市立圖書館,110-A003,清潔服務,某某清潔有限公司,"88,000",2021/05/02
""",
        (
            Award("廣達電腦股份有限公司", "1980000", "TWD"),
            Award("中華電信股份有限公司", "560500", "TWD"),
            Award("某某清潔有限公司", "88000", "TWD"),
        ),
    ),
    "jp_sjis.csv": Table(
        "cp932",
        """\
件名,契約担当官,契約締結日,契約相手方,契約金額（円）,備考
サーバ賃貸借,支出負担行為担当官　総務省大臣官房会計課,2021年4月1日,株式会社日立製作所,"12,540,000",単価契約
クラウドサービス利用,支出負担行為担当官　総務省大臣官房会計課,2021年4月15日,富士通株式会社,"3,300,000",
""",
        (
            Award("株式会社日立製作所", "12540000", "JPY"),
            Award("富士通株式会社", "3300000", "JPY"),
        ),
    ),
    "pl_gmina.csv": Table(
        "cp1250",
        """\
Lp.;Nr umowy;Przedmiot umowy;Wykonawca;Wartość umowy brutto (zł);Data zawarcia umowy
1;ZP.272.1.2021;Dostawa sprzętu komputerowego;Żółta Łąka Sp. z o.o.;"123 456,78";2021-03-05
2;ZP.272.2.2021;Usługi chmurowe;Asseco Data Systems S.A.;"98 400,00";2021-03-15
Razem;;;;221 856,78;
""",
        (
            Award("Żółta Łąka Sp. z o.o.", "123456.78", "PLN", "included"),
            Award("Asseco Data Systems S.A.", "98400.00", "PLN", "included"),
        ),
    ),
    "ru_gorod.csv": Table(
        "cp1251",
        """\
Номер контракта;Заказчик;Предмет контракта;Поставщик;Цена контракта, руб.;Дата заключения контракта
0123300001521000012;Администрация города Н;Поставка серверов;ООО «Ромашка»;1 234 567,80;05.03.2021
0123300001521000013;Администрация города Н;Уборка помещений;ИП Иванов И.И.;98 000,00;25.03.2021
""",
        (
            Award("ООО «Ромашка»", "1234567.80", "RUB"),
            Award("ИП Иванов И.И.", "98000.00", "RUB"),
        ),
    ),
    "it_comune.csv": Table(
        "utf-8",
        """\
CIG|Struttura proponente|Oggetto|Aggiudicatario|Codice fiscale|Importo di aggiudicazione|Importo somme liquidate|Data inizio|Data ultimazione
Z1A2B3C4D5|Comune di Fiesole|Fornitura PC|ROSSI INFORMATICA SRL|01234567890|4.500,00|4.500,00|05/03/2021|20/03/2021
Z1A2B3C4D6|Comune di Fiesole|Servizi cloud|ARUBA SPA|04552920482|12.300,50|0,00|01/04/2021|31/03/2022
""",
        (
            Award("ROSSI INFORMATICA SRL", "4500.00"),
            Award("ARUBA SPA", "12300.50"),
        ),
    ),
    "nl_gemeente.csv": Table(
        "utf-8",
        """\
Opdrachtgever\tOmschrijving\tLeverancier\tBedrag excl. BTW\tDatum gunning
Gemeente Delft\tLevering laptops\tCentralpoint B.V.\t€ 45.000,-\t5 maart 2021
Gemeente Delft\tSchoonmaak\tHago Nederland B.V.\t€ 120.500,50\t17 juni 2021
""",
        (
            Award("Centralpoint B.V.", "45000", "EUR", "excluded"),
            Award("Hago Nederland B.V.", "120500.50", "EUR", "excluded"),
        ),
    ),
} | MORE
