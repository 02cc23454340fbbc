from hypothesis import given, settings, strategies as st
from graphkit.resolve import compare
from graphkit.resolve.names import take_apart, split_consortium
from tests.resolve.test_compare import NAMES
WIDE={n:n+0xFEE0 for n in range(0x21,0x7f)}
LATIN=st.lists(st.sampled_from("Shenzhen Xian Jiaotong Yunda Bosch Smith Energie Energy University of Technology Institute The Medical (XJU) (China) (Canada) AG Ltd GmbH 12 II Group Centre Svcs S.A. and I".split()),min_size=1,max_size=6).map(" ".join)
HAN=st.lists(st.sampled_from("深圳 北京市 云达 运达 大学 医院 科技 集团 有限公司 分公司 （深圳） 第三 附属 中国 雲達 學院".split()),min_size=1,max_size=6).map("".join)
N=LATIN|HAN
@settings(max_examples=3000,deadline=None)
@given(N,N)
def test_case(a,b):
    v=compare(a,b).verdict
    assert compare(a.upper(),b.lower()).verdict==v
    assert compare(a.translate(WIDE),b).verdict==v
    assert compare(f"  {a.replace(' ','  ')} ",b).verdict==v
@settings(max_examples=3000,deadline=None)
@given(LATIN,LATIN,st.sampled_from([" Ltd"," GmbH"," S.A.", " Co., Ltd."]))
def test_form_latin(a,b,f):
    if compare(a,b).verdict!='different': return
    assert compare(a+f,b).verdict!='same'
    assert compare(a+f,b+f).verdict!='same'
@settings(max_examples=3000,deadline=None)
@given(HAN,HAN,st.sampled_from(["有限公司","股份有限公司","有限责任公司"]))
def test_form_han(a,b,f):
    if compare(a,b).verdict!='different': return
    assert compare(a+f,b).verdict!='same'
    assert compare(a+f,b+f).verdict!='same'
@settings(max_examples=2000,deadline=None)
@given(N|st.text(max_size=25))
def test_parts(n):
    ps=take_apart(n)
    for p in ps: assert n[p.start:p.end]==p.text and p.text
    assert all(x.end<=y.start for x,y in zip(ps,ps[1:]))
    for x in split_consortium(n): assert x in n
    if any(c.isalnum() for c in n): assert compare(n,n).verdict in('same','unsure')
