using System.Text;
using Broadcaster.Core.Planning.Research.Fetching;

namespace Broadcaster.Tests.Planning.Research.Fetching;

public sealed class CharsetTests
{
    [Theory]
    [InlineData("utf-8", "utf-8", "", "Grüße, naïve Ğ")]
    [InlineData("utf-8", null, "<meta charset=utf-8>", "Grüße, naïve Ğ")]
    [InlineData("utf-8", null, "", "Grüße ohne jede Angabe, aber gültig")]
    [InlineData("utf-8", "iso-8859-1", "", "Grüße mit falscher Angabe")]
    [InlineData("utf-8", "windows-1252", "<meta charset=windows-1252>", "“quotes” and — dashes")]
    [InlineData("windows-1252", "iso-8859-1", "", "Smart “quotes” – 5 €")]
    [InlineData("windows-1252", null, "<meta http-equiv=Content-Type content='text/html; charset=ISO-8859-1'>", "“Grüße” für 5 €")]
    [InlineData("windows-1252", null, "", "Grüße ohne Angabe, nicht UTF-8: ä")]
    [InlineData("windows-1254", "iso-8859-9", "", "İçerik ışığı, şöyle ğ")]
    [InlineData("windows-1254", null, "<html lang=tr>", "İçerik ışığı, şöyle ğ")]
    [InlineData("iso-8859-2", "iso-8859-2", "", "Zażółć gęślą jaźń")]
    [InlineData("iso-8859-2", "latin2", "", "Příliš žluťoučký kůň")]
    [InlineData("shift_jis", "x-sjis", "", "編集カレンダーの作り方")]
    [InlineData("shift_jis", null, "<meta charset='Shift_JIS'>", "編集カレンダーの作り方")]
    [InlineData("euc-jp", "euc-jp", "", "編集カレンダーの作り方")]
    [InlineData("euc-kr", "ks_c_5601-1987", "", "콘텐츠 달력")]
    [InlineData("gb18030", "gb2312", "", "内容日历的制作方法")]
    [InlineData("big5", "big5", "", "內容日曆的製作方法")]
    [InlineData("windows-1251", "windows-1251", "", "Как вести календарь")]
    [InlineData("koi8-r", "koi8-r", "", "Как вести календарь")]
    [InlineData("utf-8", "no-such-charset", "", "Grüße trotz Unsinn")]
    [InlineData("utf-8", null, "<meta charset=utf-16>", "Grüße: was hier steht, kann nicht UTF-16 sein")]
    [InlineData("windows-1250", null, "<?xml version='1.0' encoding='windows-1250'?>", "žluťoučký kůň")]
    public void Decode_Page_ComesOutAsItWasWritten(string written, string? header, string head, string text)
    {
        var bytes = Charset.Find(written)!.GetBytes($"{head}<p>{text}</p>");

        Assert.Equal($"{head}<p>{text}</p>", Charset.Decode(bytes, header));
    }

    [Fact]
    public void Decode_ByteOrderMark_BeatsEverything()
    {
        Assert.Equal("Grüße", Charset.Decode([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes("Grüße")], "windows-1252"));
        Assert.Equal("Grüße", Charset.Decode([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("Grüße")], "utf-8"));
        Assert.Equal("Grüße", Charset.Decode([.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes("Grüße")], null));
    }
}
