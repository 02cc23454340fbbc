"""A page of traps: codes that look like chips, words that look like clouds and models.

The labelled examples were written for this project, but for the short quotations from
public notices marked as real.
"""

from dataclasses import replace

import pytest

from graphkit.catalogue import Catalogue, Entry, Surrounding
from graphkit.terms import Terms

CATALOGUE = Catalogue.load()
TERMS = Terms(CATALOGUE)

MEANT = """
采购英伟达A100 80G显卡8块|nvidia-a100-80
8卡A100服务器2台|nvidia-a100
GPU：NVIDIA A100-SXM4-80GB×8|nvidia-a100-80
配置不低于8张A800 80GB|nvidia-a800
A800-80G PCIe|nvidia-a800
H800服务器租赁|nvidia-h800
租用H20算力集群（8*H20 141G）|nvidia-h20|nvidia-h20
采购H20 GPU服务器12台|nvidia-h20
H20NVLink整机|nvidia-h20
NVIDIA H20-3e|nvidia-h20
L40S推理卡4张|nvidia-l40s
4*L40S 48G|nvidia-l40s
每台配置4块NVIDIA L20 48GB GPU|nvidia-l20
L4 24GB推理加速卡|nvidia-l4
GPU卡：Tesla T4 16GB|nvidia-t4
Nvidia Tesla V100 32G|nvidia-v100
V100S-PCIE-32GB|nvidia-v100
两块RTX4090显卡|nvidia-rtx4090
RTX 4090D 24G|nvidia-rtx4090d
工作站：GeForce RTX 3090×2|nvidia-rtx3090
昇腾910B服务器|huawei-ascend910b
华为Atlas 800T A2训练服务器（昇腾910B）|huawei-ascend910b|huawei-ascend910b
海光DCU K100加速卡|hygon-dcu|hygon-dcu
使用AWS云服务（EC2、S3）|aws
亚马逊AWS海外节点资源|aws-global
Microsoft Azure OpenAI服务|azure|azure-openai
Azure云资源续费|azure
GPT-4 API调用额度|gpt-4
DeepSeek-R1满血版本地化部署|deepseek-r1
接入DeepSeek大模型|deepseek
Claude API账号采购|claude
基于Llama 3微调|llama
通义千问大模型服务|qwen
调用Gemini Pro接口的大模型服务|gemini
NVIDIA DGX H100|nvidia-h100-sxm
H100/H800集群租赁|nvidia-h100|nvidia-h800
显存≥80GB（A100或同等性能）|nvidia-a100
A10 24G GPU云主机|nvidia-a10
A30 GPU加速卡|nvidia-a30
B200服务器|nvidia-b200
寒武纪MLU370-X8智能加速卡|cambricon-mlu370
摩尔线程MTT S4000|mthreads-s4000
A6000显卡工作站|nvidia-rtxa6000
华为云资源采购|huawei-cloud
阿里云短信服务|aliyun
购买腾讯云服务器|tencent
且对应的CPU类型为ICL系列或IL系列、GPU类型为NV A100或T4|nvidia-a100|nvidia-t4
配备A100、H100的云主机|nvidia-a100|nvidia-h100
Provision of AWS cloud hosting services|aws
Supply of 4 NVIDIA H100 SXM5 80GB GPUs|nvidia-h100-sxm
GPU servers with 8 x A100 (80GB)|nvidia-a100-80
overseas AWS account with Claude 3|aws-global|claude-3
"""

TRAPS = """
NVIDIA RTX A1000移动工作站
KINGSTON SA1000固态硬盘
进口A100型振动筛
沪A100号段车牌
Agilent A1000色谱柱
电缆型号ZR-YJV22-A100
H20（去离子水）500ml
分析纯30%H202消毒液
H20水浴锅
高度H20cm不锈钢水槽
图纸编号H20-3
钢筋混凝土L4梁
腰椎L4-L5椎间盘模型
L4层会议室装修
L40角钢
L20×3等边角钢
L3/L4自动驾驶小巴
甲状腺素T4检测试剂盒
游离T4测定试剂
T4 DNA连接酶 5U/μl
T4灯管 20W
航站楼T4廊桥改造
铝合金6061-T4板材
V100阀门定位器
手动移液器P100、P1000
P10 LED显示屏
P4实验室生物安全
HUAWEI P40手机
A10线高速公路
A30混凝土抗渗
M40砂浆
A4纸 A3纸 80g
K80+300桩号
C500混凝土泵
S60沃尔沃轿车
B200贝雷梁
机场GPU地面电源车采购
GPU电源车维修
飞机地面电源装置（GPU）
AWS自动气象站设备
焊条符合AWS A5.1标准
Azure Biosystems c600凝胶成像系统
Azure天蓝色涂料
Gemini双子座酶标仪
Claude Debussy钢琴谱
骆驼科llama疫苗研究用血清
阿里云南路道路工程
开标采用腾讯会议进行
字体：微软雅黑
精华为核心成分的护肤品
以中华为题材的雕塑
食材：小米、大豆
计算力矩扳手
计算力学软件
预算力求压缩
工程4090元
合同编号ZG4090022
电话0755-26534090
910千克
HPC高性能混凝土
统4530100JH202100046：昆明
项目编号：NSDL2023000210二、
存衣柜DM-FG06L490.58万元28.
司面向临床的下收系统T4018-1102.4
广场A，B座A1623室联系方式
-zg（z）-2024090022（招标文件编号
001004/20250901/2fcfd917
1H3200(SZDL2023002170)采
KZB2412SCQ910906）一、中标人信
具备impinjR2000超高频读写识别
项目编号：2100H20-7
采购编号：A100-2024-003
合同编号：H100202401
货号：A100
产品编号 H20
批号H100
2024年H20号文
20240308/H100
A座A100室
B栋H100室
会议室A100
京A10086
粤B·A100
病房A100
呼吸机A100
导管H100
骨科钉A40
检测试剂 T4
注射器 20ml A40
H型钢H200×200×8×12
H100×100H型钢
CuSO4·5H20
2H20
H2O
NaOH+H20
https://www.x.gov.cn/A100/H100.html
详见www.a100.com/H100
http://ccgp.gov.cn/t20240308_A100.htm
a100@mail.com
型号HP LaserJet A100打印机
西门子H100变频器
A800型离心泵
A30航空煤油
施工图A100
L2交换机
Lot A100
Room A100
A100 road resurfacing
H100 boiler
Stanley Road L20 3UU
GCP compliance clinical trial
Azure blue paint
Claude Street
Gemini House refurbishment
移动云台摄像机
混元太极
豆包早餐
"""


def rows(page: str) -> list[str]:
    """Return the lines of a page."""
    return [line for line in page.splitlines() if line]


def ids(text: str) -> list[str]:
    """Return the ids found in a text, sorted."""
    return sorted(item.uid.partition(":")[2] for item in TERMS.find(text))


@pytest.mark.parametrize("line", rows(MEANT))
def test_what_is_meant_is_found(line: str) -> None:
    text, *wanted = line.split("|")
    assert ids(text) == sorted(wanted)


@pytest.mark.parametrize("text", rows(TRAPS))
def test_a_trap_finds_nothing(text: str) -> None:
    assert ids(text) == []


@pytest.mark.parametrize("text", rows(TRAPS))
def test_a_trap_finds_nothing_amid_other_text(text: str) -> None:
    assert ids(f"采购内容一览。{text}。其余见附件") == []


@pytest.mark.parametrize("row", CATALOGUE.surroundings, ids=lambda row: row.example)
def test_each_row_of_the_context_table_reads_its_example(row: Surrounding) -> None:
    assert tuple(item.uid for item in TERMS.find(row.example)) == row.finds


@pytest.mark.parametrize("row", CATALOGUE.surroundings, ids=lambda row: row.example)
def test_no_row_of_the_context_table_is_needless(row: Surrounding) -> None:
    others = tuple(other for other in CATALOGUE.surroundings if other is not row)
    without = Terms(replace(CATALOGUE, surroundings=others))
    assert tuple(item.uid for item in without.find(row.example)) != row.finds


@pytest.mark.parametrize(
    "entry",
    [e for e in CATALOGUE.entries.values() if e.label in ("Chip", "Model", "Provider")],
    ids=lambda entry: entry.uid,
)
def test_every_alias_is_found_in_a_plain_sentence(entry: Entry) -> None:
    uid = entry.uid
    subject = {
        "chip": "采购GPU显卡：",
        "model": "调用大模型接口：",
        "provider": "云服务：",
    }
    start = subject[uid.partition(":")[0]]
    own = [a for a in CATALOGUE.aliases if a.uid == uid]
    missing = []
    for alias in own:
        found = {item.uid for item in TERMS.find(f"{start}{alias.text}，共一项")}
        if uid not in found and not found & set(CATALOGUE.descendants(uid)):
            missing.append(alias.text)
    assert missing == []
