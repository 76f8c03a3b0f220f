namespace OiPayments.UnitTests.Primitives;

public class RandomTokenTests
{
    [Fact]
    public void Recognises_its_own_kind()
    {
        var key = RandomToken.New128("oi_test_");

        Assert.True(RandomToken.IsWhole(key, "oi_"));
        Assert.False(RandomToken.IsWhole(key, "oisk_"));
        Assert.False(RandomToken.IsWhole(key[..^1], "oi_"));
        Assert.False(RandomToken.IsWhole(key.Replace("test", "live", StringComparison.Ordinal), "oi_"));
        Assert.False(RandomToken.IsWhole(key + new string('x', 10_000), "oi_"));
        Assert.False(RandomToken.IsWhole("", "oi_"));
        Assert.False(RandomToken.IsWhole(null, "oi_"));
    }

    [Fact]
    public void Holds_the_bits_it_promises()
    {
        Assert.Equal(22, RandomToken.New128("p_").Length - "p_".Length - 6);
        Assert.Equal(44, RandomToken.New256("p_").Length - "p_".Length - 6);
        Assert.NotEqual(RandomToken.New256("p_"), RandomToken.New256("p_"));
    }

    [Fact]
    public void Is_made_of_letters_and_digits_alone_and_whole()
    {
        foreach (var token in new[] { RandomToken.New128("p"), RandomToken.New256("p") })
        {
            Assert.All(token, letter => Assert.True(char.IsAsciiLetterOrDigit(letter)));
            Assert.True(RandomToken.IsWhole(token, "p"));
        }
    }

    [Fact]
    public void Is_kept_as_its_digest() =>
        Assert.Equal(
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Convert.ToHexStringLower(RandomToken.Digest("abc")));
}
