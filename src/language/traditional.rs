//! Traditional (and a few Cantonese) characters of shop talk and their simplified forms.

use std::sync::LazyLock;

/// Pairs, traditional then simplified.
const PAIRS: &str = "買买賣卖個个們们親亲麼么這这裡里裏里來来對对時时間间嗎吗還还沒没貨货發发單单訂订運运費费郵邮遞递幫帮聯联繫系係系問问題题\
質质價价錢钱優优減减贈赠禮礼換换請请謝谢馬马後后週周點点號号碼码寬宽長长鬆松緊紧顏颜藍蓝綠绿紅红黃黄顯显圖图詳详頁页鏈链\
線线網网絲丝綿绵納纳純纯氣气溫温熱热滌涤塵尘潔洁護护處处辦办讓让應应該该當当為为與与於于從从給给過过進进遠远選选適适達达\
邊边連连無无現现產产業业專专東东兩两準准確确認认證证說说話话語语識识試试評评誤误調调談谈論论讀读變变負负責责貴贵資资賬账\
賠赔購购贊赞軟软輕轻較较載载輸输農农遲迟釋释鈕钮銀银銷销鋪铺鎖锁鏡镜鐘钟鐵铁門门開开關关閉闭陽阳際际險险隨随難难雙双雜杂\
離离電电靜静響响頂顶項项須须預预領领頭头風风飛飞飯饭飾饰駕驾驗验體体髮发鬧闹魚鱼鮮鲜鳥鸟麗丽齊齐齡龄龍龙壞坏壓压國国圍围\
圓圆報报場场塊块墊垫夠够夢梦奪夺媽妈孫孙學学實实寫写寶宝將将尋寻導导層层屬属島岛帶带幣币幾几庫库廠厂廣广張张強强彈弹徑径\
愛爱態态慣惯慮虑憂忧懷怀戶户拋抛損损據据擇择擔担擠挤擾扰攝摄敗败數数斷断曆历書书會会條条樣样標标樹树機机檢检櫃柜權权歡欢\
歲岁殘残殺杀氫氢決决況况淨净測测滿满漲涨濕湿濟济災灾燈灯營营爾尔牆墙狀状獎奖獲获環环異异疊叠療疗癢痒皺皱盡尽監监盤盘眾众\
稅税種种稱称穩稳競竞筆笔節节範范築筑簡简簽签糾纠級级紙纸組组終终結结絕绝統统經经綁绑維维緩缓編编縮缩縫缝總总織织繼继續续\
義义習习聞闻聲声職职聽听肅肃腳脚膠胶膚肤臉脸臨临舉举舊旧舖铺藝艺藥药蘭兰虧亏蟲虫術术衛卫補补裝装製制複复褲裤襪袜覺觉覽览\
觀观觸触計计記记許许設设訪访詢询詐诈詞词誠诚誰谁課课講讲諒谅豐丰貼贴賞赏賴赖贏赢趕赶跡迹蹤踪車车軍军輛辆輪轮轉转辭辞邏逻\
鄉乡釘钉鈴铃鍵键鍾钟閃闪閱阅隊队陸陆隱隐雲云霧雾順顺顧顾額额顆颗類类願愿餘余驚惊鬚须鹼碱麵面吋寸妳你喺在咗了嘅的唔不冇没\
匯汇聖圣輯辑誌志夾夹囉啰囑嘱壯壮傷伤僅仅傳传債债傾倾儘尽億亿儲储兒儿兌兑內内冊册凍冻劃划則则剛刚創创劑剂勁劲動动務务勝胜\
勞劳勢势區区協协卻却厭厌參参叢丛啟启員员喚唤嘗尝嚇吓嚴严團团園园執执堅坚備备乾干復复臺台檯台傑杰斬斩鬱郁蘋苹橋桥樓楼廳厅\
彙汇闆板穀谷鹽盐糧粮醬酱鴨鸭雞鸡豬猪貓猫訊讯誇夸財财販贩軌轨擬拟擺摆擋挡攔拦攏拢擁拥擴扩掃扫揮挥搶抢擊击佈布佔占併并傭佣\
僱雇償偿喬乔嗶哔嘩哗閒闲闊阔滾滚漿浆潤润澀涩漢汉滬沪濾滤瀏浏澤泽遺遗蓋盖蔥葱蘇苏薦荐諮咨謹谨謊谎譯译騙骗騰腾騎骑鬥斗魯鲁\
憑凭懶懒懸悬戲戏撿捡屆届帳帐師师幹干彎弯徵征嬰婴寢寝寧宁審审嶺岭凈净劉刘勵励噸吨嗚呜塗涂奮奋妝妆紡纺紋纹絨绒綢绸繡绣繞绕\
羅罗腫肿腦脑襯衬褸褛賊贼踐践鉤钩鈦钛鋁铝鋼钢錄录錯错鎳镍鏽锈闖闯隻只雖虽韓韩韻韵頓顿頻频顛颠飄飘飢饥飽饱養养鬍胡齒齿絡络\
絶绝滙汇咁这哋们佢他啲些嚟来乜什嘢么睇看畀给僞伪偽伪貳贰叁三壹一滅灭託托粵粤綫线緻致衝冲闗关靚靓檔档樁桩橫横樸朴棄弃極极\
構构歸归歷历殼壳籤签籠笼釀酿釦扣貝贝賓宾躍跃遷迁鄰邻醫医閣阁閩闽陰阴陳陈霑沾飲饮館馆馮冯驅驱鯨鲸麥麦黴霉齣出廢废瘋疯痠酸\
盜盗盧卢礙碍禍祸積积窮穷窩窝";

/// First and last of the characters that the table covers.
const FIRST: u32 = 0x4E00;
const LAST: u32 = 0x9FFF;

/// One entry a character from `FIRST` on; 0 where nothing changes.
static TABLE: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut table = vec![0_u16; (LAST - FIRST + 1) as usize];
    let mut characters = PAIRS.chars();
    while let (Some(from), Some(to)) = (characters.next(), characters.next()) {
        if let (FIRST..=LAST, Ok(to)) = (u32::from(from), u16::try_from(u32::from(to))) {
            table[(u32::from(from) - FIRST) as usize] = to;
        }
    }
    table
});

/// The simplified form of one character; others unchanged.
pub fn simplify(character: char) -> char {
    match u32::from(character) {
        code @ FIRST..=LAST => match TABLE[(code - FIRST) as usize] {
            0 => character,
            simplified => char::from_u32(u32::from(simplified)).unwrap_or(character),
        },
        _ => character,
    }
}
