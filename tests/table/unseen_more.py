"""More tables of no shape that a map is for: two amounts, notes, lots, offices."""

from tests.table.unseen_kinds import Award, Table

MORE: dict[str, Table] = {
    "en_two_amounts.csv": Table(
        "utf-8",
        """\
Agreement No.,Vendor,Purpose,Original Amount,Amended Amount,Amount Paid to Date,Currency,Date Executed
2021-001,Acme Corp.,Consulting,10000,12000,5000,USD,2021-03-05
2021-002,Beta GmbH,Licences,20000,20000,20000,EUR,2021-03-06
2021-003,Gamma Ltd,Cloud,1500.50,1500.50,0,GBP,2021-04-01
""",
        (
            Award("Acme Corp.", "10000", "USD"),
            Award("Beta GmbH", "20000", "EUR"),
            Award("Gamma Ltd", "1500.50", "GBP"),
        ),
    ),
    "en_caret.txt": Table(
        "utf-8",
        """\
Awarding Body^Supplier^Award Value^Award Date^Description
City of X^Acme^1000.00^2021-01-31^Chairs
City of X^Beta^2500.50^2021-02-15^Cloud hosting
City of X^Gamma^99.99^2021-02-16^Paper
""",
        (
            Award("Acme", "1000.00"),
            Award("Beta", "2500.50"),
            Award("Gamma", "99.99"),
        ),
    ),
    "footnotes.csv": Table(
        "utf-8",
        """\
Supplier,Amount (GBP),Date,Description
Acme Ltd,1000.00,2021-01-31,Chairs
Beta Ltd,2000.00,2021-02-28,Cloud
,3000.00,,
,,,
Source: Finance Department,,,
Total Energies,50.00,2021-03-01,Fuel
Supplier,Amount (GBP),Date,Description
Gamma Ltd,10.00,2021-03-02,Pens
""",
        (
            Award("Acme Ltd", "1000.00", "GBP"),
            Award("Beta Ltd", "2000.00", "GBP"),
            Award("Total Energies", "50.00", "GBP"),
            Award("Gamma Ltd", "10.00", "GBP"),
        ),
    ),
    "toronto.csv": Table(
        "utf-8",
        """\
Unique ID,Document Number,RFx (Solicitation) Type,High Level Category,Successful Supplier,Supplier Address,Awarded Price,Award Authority,Award Date,Division,Buyer Name
1,Doc2345678901,RFQ,Goods and Services,Acme Supplies Inc.,"1 Main St, Toronto","$125,000.00",Standing Authority,2023-03-01,Transportation Services,Jane Roe
2,Doc2345678902,Tender,Construction,Maple Paving Ltd,"2 King St, Toronto","$2,125,000.50",Bid Award Panel,2023-03-14,Engineering,John Doe
""",
        (
            Award("Acme Supplies Inc.", "125000.00"),
            Award("Maple Paving Ltd", "2125000.50"),
        ),
    ),
    "ny.csv": Table(
        "utf-8",
        """\
Contract ID|Agency|Prime Vendor|Purpose|Current Amount|Original Amount|Spent To Date|Start Date|End Date|Registration Date
CT1-057-20201234567|Fire Department|"SERVICES, INC."|AMBULANCE PARTS|1500000.00|1000000.00|200000.12|2020-01-01|2022-12-31|2020-01-15
CT1-040-20209999999|Department of Education|SCHOOL BUS LLC|BUSES|99.50|99.50|0|2020-02-01|2022-12-31|2020-02-25
""",
        (
            Award("SERVICES, INC.", "1000000.00"),
            Award("SCHOOL BUS LLC", "99.50"),
        ),
    ),
    "sweden.csv": Table(
        "cp1252",
        """\
Leverantör;Organisationsnummer;Belopp exkl. moms (SEK);Fakturadatum;Förvaltning;Beskrivning
Atea Sverige AB;556448-0282;125 000,50;2023-01-31;IT-förvaltningen;Datorer
Åhlins Måleri HB;969712-1234;8 750,00;2023-02-14;Fastighetskontoret;Målning
""",
        (
            Award("Atea Sverige AB", "125000.50", "SEK", "excluded"),
            Award("Åhlins Måleri HB", "8750.00", "SEK", "excluded"),
        ),
    ),
    "swiss.csv": Table(
        "utf-8-sig",
        """\
Auftraggeber;Zuschlagsempfänger;Projekttitel;Zuschlagspreis (CHF exkl. MwSt.);Zuschlagsdatum;Verfahren
Kanton Bern;Bedag Informatik AG;Rechenzentrum;1'250'000.00;14.03.2023;offen
Stadt Zürich;Hürlimann & Co.;Gerüste;85'500.50;02.05.2023;freihändig
""",
        (
            Award("Bedag Informatik AG", "1250000.00", "CHF", "excluded"),
            Award("Hürlimann & Co.", "85500.50", "CHF", "excluded"),
        ),
    ),
    "mx.csv": Table(
        "cp1252",
        """\
Siglas de la Institución,Institución,Título del contrato,Proveedor o contratista,RFC,Importe del contrato,Moneda,Fecha de inicio,Fecha de firma del contrato,Número del procedimiento
IMSS,Instituto Mexicano del Seguro Social,Servicio de nube,AXTEL S.A.B. DE C.V.,AXT940727FP8,"$1,250,000.00",MXN,01/03/2023,28/02/2023,LA-050GYR019-E1-2023
IMSS,Instituto Mexicano del Seguro Social,Mesas,MUEBLES PEÑA SA DE CV,MPE990101AAA,"$85,000.00",MXN,15/03/2023,14/03/2023,LA-050GYR019-E2-2023
""",
        (
            Award("AXTEL S.A.B. DE C.V.", "1250000.00", "MXN"),
            Award("MUEBLES PEÑA SA DE CV", "85000.00", "MXN"),
        ),
    ),
    "cn_szb.csv": Table(
        "gb18030",
        """\
2022年上半年政府采购结果汇总,,,,,,,,
填报单位：某市财政局,,,,,,,单位：元,
序号,采购人,采购方式,项目名称,成交供应商,预算价,成交价,节约资金,备注
1,市第三中学,竞争性磋商,智慧教室建设项目,华为技术有限公司,1200000,1186000,14000,
2,市中医院,公开招标,CT设备,东软医疗系统股份有限公司,5600000,5588888.5,11111.5,
3,市公安局,单一来源,云平台运维,中国电信股份有限公司某市分公司,900000,900000,0,续签
,,,小计,,7700000,7674888.5,25111.5,
""",
        (
            Award("华为技术有限公司", "1186000", "CNY"),
            Award("东软医疗系统股份有限公司", "5588888.5", "CNY"),
            Award("中国电信股份有限公司某市分公司", "900000", "CNY"),
        ),
    ),
    "cn_tsv.tsv": Table(
        "utf-16",
        """\
合同名称\t甲方\t乙方\t合同金额(元)\t合同签订日期\t是否含税
服务器采购合同\t某某研究院\t联想（北京）有限公司\t1,500,000.00\t2023.06.01\t是
软件开发合同\t某某研究院\t用友网络科技股份有限公司\t¥320,000.00\t2023.06.15\t是
""",
        (
            Award("联想（北京）有限公司", "1500000.00", "CNY", "included"),
            Award("用友网络科技股份有限公司", "320000.00", "CNY", "included"),
        ),
    ),
    "hk.csv": Table(
        "utf-8",
        """\
Tender Ref.,Subject,Contractor (承辦商),Contract Sum (HK$),Date of Award 批出日期
PW/2023/01,Slope maintenance 斜坡維修,Wing Hing Construction Co. 永興建築,"HK$12,500,000",15-Jun-2023
PW/2023/02,Cloud hosting 雲端服務,Automated Systems (H.K.) Ltd,"HK$800,000",03-Jul-2023
""",
        (
            Award("Wing Hing Construction Co. 永興建築", "12500000", "HKD"),
            Award("Automated Systems (H.K.) Ltd", "800000", "HKD"),
        ),
    ),
    "in.csv": Table(
        "utf-8",
        """\
S.No,Tender ID,Organisation Name,Title of Work,Selected Bidder,Contract Value (Rs. in Lakhs),AOC Date
1,2023_MCD_123456_1,Municipal Corporation,Road repair,M/s Sharma Builders,125.50,05-Mar-2023
2,2023_MCD_123457_1,Municipal Corporation,Computers,M/s Verma Infotech,12.75,17-Mar-2023
""",
        (
            Award("M/s Sharma Builders", "12550000.00"),
            Award("M/s Verma Infotech", "1275000.00"),
        ),
    ),
    "uk_purchase_card.csv": Table(
        "cp1252",
        """\
Transaction Date,Cardholder Unique Reference Number,Merchant Name,Value of Spend (Gross),Is VAT Recoverable,Merchant Category Group,Directorate
01/02/2024,AB12,AMAZON MKTPLACE PMTS,12.99,Y,Books,Children
14/02/2024,AB12,TRAINLINE,£45.60,N,Travel,Adults
28/02/2024,AB13,AMAZON MKTPLACE PMTS,-12.99,Y,Books,Children
""",
        (
            Award("AMAZON MKTPLACE PMTS", "12.99"),
            Award("TRAINLINE", "45.60", "GBP"),
            Award("AMAZON MKTPLACE PMTS", "-12.99"),
        ),
    ),
    "ie.csv": Table(
        "cp1252",
        """\
PO No,Supplier Name,Total €,Description,Quarter
PO123456,Dell Products Ltd,"€25,400.00",ICT Equipment,Q1 2024
PO123457,O’Brien & Sons,"€21,000.00",Works,Q1 2024
,,"€46,400.00",,
Please note amounts include VAT where applicable,,,,
""",
        (
            Award("Dell Products Ltd", "25400.00", "EUR"),
            Award("O’Brien & Sons", "21000.00", "EUR"),
        ),
    ),
    "brasil_empenho.csv": Table(
        "utf-8",
        """\
Data Empenho;Órgão;Favorecido;CPF/CNPJ Favorecido;Histórico;Valor Empenhado;Valor Pago
15/03/2022;Prefeitura;TECH LTDA;12.345.678/0001-90;Notebook;12.500,00;0,00
17/03/2022;Prefeitura;ALFA ME;98.765.432/0001-10;Papel;1.250,75;1.250,75
""",
        (
            Award("TECH LTDA", "12500.00"),
            Award("ALFA ME", "1250.75"),
        ),
    ),
    "fr_lot.csv": Table(
        "utf-8-sig",
        """\
Année;Collectivité;Intitulé du marché;N° lot;Intitulé du lot;Titulaire;SIRET;Montant notifié (HT);Date de notification
2023;Métropole de X;Rénovation gymnase;1;Gros œuvre;BTP Durand SAS;12345678900011;450 000,00 €;05/04/2023
2023;Métropole de X;Rénovation gymnase;2;Électricité;ELEC’Plus;12345678900029;85 250,40 €;15/04/2023
""",
        (
            Award("BTP Durand SAS", "450000.00", "EUR", "excluded"),
            Award("ELEC’Plus", "85250.40", "EUR", "excluded"),
        ),
    ),
}
